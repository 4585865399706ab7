package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The house keeps its rules, and every rule is shown to catch what breaks it: a small house of one class for
/// each rule, below `uk.tocsin.broken`.
class ArchitectureTest {
    private static final ImportOption MAIN = location ->
            ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location) && !location.contains("-tests.jar");
    private static final HouseRules RULES = new HouseRules("uk.tocsin");
    private static final HouseRules BROKEN = new HouseRules("uk.tocsin.broken");
    private static final JavaClasses HOUSE =
            new ClassFileImporter().withImportOption(MAIN).importPackages("uk.tocsin");
    private static final JavaClasses BROKEN_HOUSE = new ClassFileImporter().importPackages("uk.tocsin.broken");

    /// The class of the broken house that each rule must name.
    private static final Map<String, String> CULPRITS = Map.ofEntries(
            Map.entry("alert-core imports none of ours, no driver, no SDK", "receipt.AsksTheDatabase"),
            Map.entry("alert-core is no HTTP server", "engine.ServesPages"),
            Map.entry("stores import only alert-core", "store.KnowsAChannel"),
            Map.entry("the kit of the channels imports only alert-core", "channel.kit.KnowsAChannel"),
            Map.entry("the push channel imports only alert-core and the kit", "channel.push.KnowsAnother"),
            Map.entry("the sms channel imports only alert-core and the kit", "channel.sms.KnowsAnother"),
            Map.entry("the email channel imports only alert-core and the kit", "channel.email.KnowsAnother"),
            Map.entry("nothing imports ops", "console.PlaysTheWorld"),
            Map.entry("the simulator imports none of ours", "simulator.SharesCode"),
            Map.entry("model imports model alone", "model.KnowsTheLane"),
            Map.entry("audience imports model alone", "audience.KnowsTheLane"),
            Map.entry("control imports model alone", "control.KnowsTheLane"),
            Map.entry("journal imports model alone", "journal.KnowsTheLane"),
            Map.entry("lane imports model alone", "lane.KnowsTheEngine"),
            Map.entry("reach imports model alone", "reach.KnowsTheLane"),
            Map.entry("receipt imports model alone", "receipt.KnowsTheLane"),
            Map.entry("register imports model alone", "register.KnowsTheLane"),
            Map.entry("cap imports model alone", "cap.KnowsTheLane"),
            Map.entry("shard imports model and [audience]", "shard.KnowsTheLane"),
            Map.entry("of the audience a shard knows the segments alone", "shard.ParsesAudiences"),
            Map.entry("no wall clock outside the composition root and the engine", "console.ReadsTheClock"),
            Map.entry("stages are told the time", "lane.ReadsTheClock"),
            Map.entry("nothing blocks an event loop", "console.Waits"),
            Map.entry("nobody sleeps", "console.Sleeps"),
            Map.entry("no default executors", "console.StartsThreads"),
            Map.entry("every package is null-marked", "console.unmarked.Anything"),
            Map.entry("nobody prints, commands excepted", "console.Prints"),
            Map.entry("no class is called Util, Helper or Manager", "console.AlertManager"));

    static Set<String> rules() {
        return RULES.names();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHouseKeepsTheRule(String name) {
        RULES.rule(name).check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleCatchesWhatBreaksIt(String name) {
        String culprit = "uk.tocsin.broken." + CULPRITS.getOrDefault(name, "nobody");

        assertThat(BROKEN.rule(name).evaluate(BROKEN_HOUSE).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains(culprit));
    }

    /// Each way to break these rules is caught, not only one.
    @Test
    void everyCulpritOfAMethodIsNamed() {
        Stream.of(
                        Map.entry("no wall clock outside the composition root and the engine", 5),
                        Map.entry("nothing blocks an event loop", 5),
                        Map.entry("no default executors", 7))
                .forEach(expected -> assertThat(BROKEN.rule(expected.getKey())
                                .evaluate(BROKEN_HOUSE)
                                .getFailureReport()
                                .getDetails())
                        .as(expected.getKey())
                        .hasSize(expected.getValue()));
    }

    @Test
    void theWholeHouseIsLookedAt() {
        assertThat(HOUSE.stream().map(c -> c.getPackageName()))
                .contains(
                        "uk.tocsin.model",
                        "uk.tocsin.engine",
                        "uk.tocsin.store.sqlite",
                        "uk.tocsin.store.kafka",
                        "uk.tocsin.channel.kit.wire",
                        "uk.tocsin.channel.push",
                        "uk.tocsin.channel.sms",
                        "uk.tocsin.channel.email",
                        "uk.tocsin.console.api",
                        "uk.tocsin.simulator");
        assertThat(HOUSE.stream().map(c -> c.getSimpleName())).doesNotContain("ApiHouse", "JournalContract");
    }
}

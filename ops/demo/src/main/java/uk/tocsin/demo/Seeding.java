package uk.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import uk.tocsin.console.Installation;
import uk.tocsin.console.population.Population;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.console.register.Registrar;

/// Registers the population in batches, and introduces the first people to the simulator, so that their phones can
/// be looked at. The same seed draws the same people and the same request ids: a start that was cut short is gone
/// on with, and what is repeated gives what was there.
final class Seeding {
    private static final long SEED = 2026;
    private static final int BATCH = 4_000;
    private static final int SHOWN = 200;
    private static final long WAIT_SECONDS = 120;

    private final Installation house;
    private final Path progress;

    /// @param progress file that says how many people were asked for, and how many batches are whole
    Seeding(Installation house, Path progress) {
        this.house = house;
        this.progress = progress;
    }

    /// Registers until there are so many people; tells `told` how many there are now and then. Returns the people to
    /// show, as the simulator wants them.
    List<JsonObject> seed(int people, IntConsumer told) {
        Population population = new Population(house.taxonomy(), SEED);
        List<JsonObject> shown = new ArrayList<>();
        int whole = batchesDone(progress, people).orElse(0);
        keep(people, whole);
        for (int number = 0; population.people() < people; number++) {
            List<Organisation> batch = new ArrayList<>();
            int end = Math.min(people, population.people() + BATCH);
            while (population.people() < end) {
                Population.Drawn drawn = population.next(people - population.people());
                batch.add(drawn.organisation());
                if (shown.size() < SHOWN) {
                    shown.add(person(drawn.first()));
                }
            }
            if (number >= whole) {
                register(number, batch);
                keep(people, number + 1);
                told.accept(population.people());
            }
        }
        return shown;
    }

    private void register(int number, List<Organisation> batch) {
        AtomicInteger request = new AtomicInteger();
        Supplier<UUID> ids = () -> UUID.nameUUIDFromBytes(
                (SEED + "/" + number + "/" + request.getAndIncrement()).getBytes(StandardCharsets.UTF_8));
        Registrar.Registered done = Installation.await(house.registrar(ids).register(batch), WAIT_SECONDS);
        if (done.refused() > 0) {
            throw new DemoException(done.refused() + " endpoints of the population belong to somebody else");
        }
    }

    private void keep(int people, int batches) {
        try {
            Files.writeString(progress, people + " " + batches);
        } catch (IOException e) {
            throw new DemoException("the progress of the registration cannot be kept in " + progress, e);
        }
    }

    /// Refuses another number of people than the file says: batches are cut to it, so a directory keeps the number it
    /// began with.
    static void check(Path progress, int people) {
        batchesDone(progress, people);
    }

    private static OptionalInt batchesDone(Path progress, int people) {
        if (!Files.exists(progress)) {
            return OptionalInt.empty();
        }
        String[] words;
        try {
            words = Files.readString(progress).strip().split(" ", -1);
        } catch (IOException e) {
            throw new DemoException("the progress of the registration cannot be read from " + progress, e);
        }
        if (words.length != 2 || !words[1].matches("[0-9]{1,9}")) {
            throw new DemoException(progress + " does not say how many people there are");
        }
        if (!words[0].equals(Integer.toString(people))) {
            throw new DemoException("this directory holds a population of " + words[0] + ", not " + people
                    + ": say --subscribers " + words[0] + ", or name another directory");
        }
        return OptionalInt.of(Integer.parseInt(words[1]));
    }

    private static JsonObject person(Population.Shown shown) {
        JsonObject json = new JsonObject()
                .put("name", shown.person().name())
                .put("organisation", shown.organisation())
                .put("place", shown.place());
        shown.person().addresses().forEach(a -> json.put(a.channel().word(), a.value()));
        return json;
    }
}

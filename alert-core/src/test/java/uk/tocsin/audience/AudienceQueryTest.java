package uk.tocsin.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import uk.tocsin.audience.AudienceQuery.Explanation;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

class AudienceQueryTest {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();

    private final SegmentIndex index = new SegmentIndex();

    private AudienceQuery query(String text) {
        return AudienceQuery.compile(AudienceText.parse(text, TAXONOMY), TAXONOMY);
    }

    private void person(int slot, String sector, String force) {
        int code = TAXONOMY.code(Dimension.FORCE, force);
        int region = TAXONOMY.parent(code).orElseThrow();
        index.set(slot, new int[] {TAXONOMY.code(Dimension.SECTOR, sector), code, region});
    }

    @Test
    void aForceIsFoundInsideItsRegion() {
        person(1, "retail", "metropolitan");
        person(2, "retail", "city-of-london");
        person(3, "retail", "kent");
        SegmentView view = index.view();
        assertThat(query("region = london").select(view).toArray()).containsExactly(1, 2);
        assertThat(query("region = metropolitan").select(view).toArray()).containsExactly(1);
        assertThat(query("region in (city-of-london, south-east)").select(view).toArray())
                .containsExactly(2, 3);
        Audience built = Audience.in(Dimension.REGION, "kent", "metropolitan");
        assertThat(AudienceQuery.compile(built, TAXONOMY).select(view).toArray())
                .containsExactly(1, 3);
    }

    @Test
    void everyNodeIsExplainedWithItsCount() {
        person(1, "retail", "metropolitan");
        person(2, "food", "metropolitan");
        person(3, "retail", "kent");
        List<SegmentView> views = List.of(index.view(), index.view());
        assertThat(query("sector in (retail, food) and not region = london").explain(views))
                .isEqualTo(new Explanation(
                        "sector in (food, retail) and not region = london",
                        2,
                        List.of(
                                new Explanation(
                                        "sector in (food, retail)",
                                        6,
                                        List.of(
                                                new Explanation("sector = food", 2, List.of()),
                                                new Explanation("sector = retail", 4, List.of()))),
                                new Explanation(
                                        "not region = london",
                                        2,
                                        List.of(new Explanation("region = london", 4, List.of()))))));
    }

    @Test
    void anUnknownKeyIsRefusedWithASuggestion() {
        assertThatExceptionOfType(AudienceException.class)
                .isThrownBy(() -> AudienceQuery.compile(Audience.in(Dimension.SECTOR, "retial"), TAXONOMY))
                .withMessage("unknown sector \"retial\": did you mean \"retail\"?");
    }

    @Test
    void nobodyIsSelectedFromAnEmptyShard() {
        SegmentView empty = index.view();
        for (String text : List.of("everyone", "not has sms", "has sms and tier = ct", "has sms or tier = ct")) {
            assertThat(query(text).select(empty).isEmpty()).isTrue();
            assertThat(query(text).count(empty)).isZero();
        }
    }
}

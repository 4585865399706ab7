package uk.tocsin.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Tier;

class AudienceFiguresTest {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();

    private static int code(Dimension dimension, String key) {
        return TAXONOMY.code(dimension, key);
    }

    @Test
    void everyoneIsInOneSetOfChannelsAndOneSize() {
        SegmentIndex index = new SegmentIndex();
        int retail = code(Dimension.SECTOR, "retail");
        int business = code(Dimension.TIER, "business");
        index.set(0, new int[] {retail, business, code(Dimension.HAS, "push"), code(Dimension.SIZE, "micro")});
        index.set(1, new int[] {
            retail, business, code(Dimension.HAS, "push"), code(Dimension.HAS, "sms"), code(Dimension.SIZE, "micro")
        });
        index.set(2, new int[] {retail, business, code(Dimension.HAS, "email")});
        index.set(3, new int[] {retail, business, code(Dimension.SIZE, "large")});
        index.set(4, new int[] {retail, code(Dimension.TIER, "public"), code(Dimension.HAS, "sms")});
        index.set(5, new int[] {business, code(Dimension.HAS, "sms")});

        AudienceFigures figures = AudienceFigures.of(
                Audience.in(Dimension.SECTOR, "retail"), Tier.BUSINESS, Mode.ACTUAL, List.of(index.view()), TAXONOMY);

        assertThat(figures.matching()).isEqualTo(5);
        assertThat(figures.tooLow()).isEqualTo(1);
        assertThat(figures.meant()).isEqualTo(4);
        assertThat(figures.with(ChannelKind.PUSH)).isEqualTo(2);
        assertThat(figures.with(ChannelKind.SMS)).isEqualTo(1);
        assertThat(figures.with(ChannelKind.EMAIL)).isEqualTo(1);
        assertThat(figures.without()).isEqualTo(1);
        assertThat(figures.onlyOther(List.of(ChannelKind.PUSH, ChannelKind.SMS)))
                .isEqualTo(1);
        assertThat(figures.bySize()).containsExactly(0L, 2L, 0L, 0L, 1L, 1L);
    }

    @Test
    void anExerciseMeansOnlyThoseWhoTakePart() {
        SegmentIndex index = new SegmentIndex();
        index.set(0, new int[] {SegmentView.TAKES_PART, code(Dimension.HAS, "sms")});
        index.set(1, new int[] {code(Dimension.HAS, "sms")});

        AudienceFigures figures =
                AudienceFigures.of(Audience.everyone(), Tier.PUBLIC, Mode.EXERCISE, List.of(index.view()), TAXONOMY);

        assertThat(figures.notTakingPart()).isEqualTo(1);
        assertThat(figures.with(ChannelKind.SMS)).isEqualTo(1);
    }

    /// The view of the index is not changed by counting, and every figure adds up.
    @Test
    void theFiguresOfARandomPopulationAddUp() {
        List<SegmentView> views = new ArrayList<>();
        for (int shard = 0; shard < 4; shard++) {
            views.add(Populations.random(shard, 20_000).view());
        }
        Audience audience = Audience.not(Audience.in(Dimension.REGION, "wales", "london"));

        AudienceFigures figures = AudienceFigures.of(audience, Tier.BUSINESS, Mode.TEST, views, TAXONOMY);

        assertThat(figures.matching())
                .isEqualTo(AudienceQuery.compile(audience, TAXONOMY).count(views));
        assertThat(figures.byChannels().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(figures.meant());
        assertThat(AudienceFigures.of(audience, Tier.BUSINESS, Mode.TEST, views, TAXONOMY))
                .isEqualTo(figures);
    }
}

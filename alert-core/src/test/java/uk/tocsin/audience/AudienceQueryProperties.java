package uk.tocsin.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Audience.And;
import uk.tocsin.model.Audience.Everyone;
import uk.tocsin.model.Audience.In;
import uk.tocsin.model.Audience.Not;
import uk.tocsin.model.Audience.Or;
import uk.tocsin.model.Dimension;

class AudienceQueryProperties {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();

    /// Shards of several blocks, one of them with a far slot, one small, one empty.
    private static final List<SegmentView> VIEWS = views();

    private static List<SegmentView> views() {
        SegmentIndex withFarSlot = Populations.random(2, 70_000);
        withFarSlot.set(300_000, new int[] {Dimension.SECTOR.segment(1)});
        return List.of(
                Populations.random(1, 70_000).view(),
                withFarSlot.view(),
                Populations.random(3, 50).view(),
                new SegmentIndex().view());
    }

    @Provide
    Arbitrary<Audience> audiences() {
        return Audiences.any();
    }

    @Property(tries = 60)
    void exactlyThoseAreSelectedWhoMatchOneByOne(@ForAll("audiences") Audience audience) {
        for (SegmentView view : VIEWS) {
            RoaringBitmap expected = new RoaringBitmap();
            view.everyone().forEach((int slot) -> {
                if (matches(audience, view, slot)) {
                    expected.add(slot);
                }
            });
            assertThat(select(audience, view)).isEqualTo(expected);
        }
    }

    private static boolean matches(Audience audience, SegmentView view, int slot) {
        return switch (audience) {
            case Everyone everyone -> true;
            case In in ->
                in.values().stream()
                        .anyMatch(value -> view.segment(TAXONOMY.code(in.dimension(), value))
                                .contains(slot));
            case And(List<Audience> parts) -> parts.stream().allMatch(part -> matches(part, view, slot));
            case Or(List<Audience> parts) -> parts.stream().anyMatch(part -> matches(part, view, slot));
            case Not(Audience inner) -> !matches(inner, view, slot);
        };
    }

    @Property(tries = 200)
    void asManyAreCountedAsAreSelected(@ForAll("audiences") Audience audience) {
        AudienceQuery query = AudienceQuery.compile(audience, TAXONOMY);
        long sum = 0;
        for (SegmentView view : VIEWS) {
            long selected = query.select(view).getLongCardinality();
            assertThat(query.count(view)).isEqualTo(selected);
            sum += selected;
        }
        assertThat(query.count(VIEWS)).isEqualTo(sum);
        assertThat(query.explain(VIEWS).count()).isEqualTo(sum);
    }

    @Property(tries = 100)
    void theLawsOfDeMorganHold(@ForAll("audiences") Audience left, @ForAll("audiences") Audience right) {
        Audience both = Audience.and(left, right);
        Audience either = Audience.or(left, right);
        Audience notLeft = Audience.not(left);
        Audience notRight = Audience.not(right);
        for (SegmentView view : VIEWS) {
            assertThat(select(Audience.not(both), view)).isEqualTo(select(Audience.or(notLeft, notRight), view));
            assertThat(select(Audience.not(either), view)).isEqualTo(select(Audience.and(notLeft, notRight), view));
            assertThat(select(both, view).getLongCardinality()
                            + select(either, view).getLongCardinality())
                    .isEqualTo(select(left, view).getLongCardinality()
                            + select(right, view).getLongCardinality());
        }
    }

    @Property(tries = 100)
    void whatIsSelectedIsTheCallersOwn(@ForAll("audiences") Audience audience) {
        for (SegmentView view : VIEWS) {
            RoaringBitmap selected = select(audience, view);
            RoaringBitmap before = selected.clone();
            selected.add(0L, 1L << 20);
            selected.flip(0L, 1L << 17);
            assertThat(select(audience, view)).isEqualTo(before);
        }
    }

    private static RoaringBitmap select(Audience audience, SegmentView view) {
        return AudienceQuery.compile(audience, TAXONOMY).select(view);
    }
}

package uk.tocsin.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LedgerView;
import uk.tocsin.reach.ModelView.Delivery;
import uk.tocsin.reach.ModelView.Person;

class ReachTest {
    private static final int LONDON = 1;
    private static final int WALES = 2;

    private static Person person(int segment, int premises, ChannelKind channel, DeliveryState state, int bucket) {
        Delivery delivery = new Delivery(state, bucket, -1, Set.of());
        return new Person(true, Set.of(segment), Set.of(premises), Map.of(channel, delivery));
    }

    @Test
    void anAlertThatNoShardFollowsHasNoReach() {
        Reach.Report report = Reach.of(List.<LedgerView>of());

        assertThat(report.channels()).isEmpty();
        assertThat(report.persons()).isEqualTo(new Reach.People(0, 0, 0, 0, 0, 0));
        assertThat(report.anyAccepted().ofThose(0.5)).isEmpty();
    }

    @Test
    void anEmptySliceIsZeroOnEveryChannelThatTheAlertUses() {
        ModelView shard = new ModelView(List.of(person(LONDON, 1, ChannelKind.SMS, DeliveryState.ACCEPTED, 2)));

        Reach.Report report = Reach.of(List.of(shard), WALES);

        Reach.Funnel sms = Objects.requireNonNull(report.channels().get(ChannelKind.SMS));
        assertThat(sms.planned()).isZero();
        assertThat(sms.states()).containsEntry(DeliveryState.ACCEPTED, 0L);
        assertThat(sms.accepted().ofThose(0.99)).isEmpty();
        assertThat(report.premises().planned()).isZero();
    }

    @Test
    void premisesAreReachedWhenOneOfTheirPeopleIs() {
        ModelView shard = new ModelView(List.of(
                person(LONDON, 7, ChannelKind.SMS, DeliveryState.FAILED, -1),
                person(LONDON, 7, ChannelKind.PUSH, DeliveryState.DELIVERED, 1),
                person(LONDON, 8, ChannelKind.SMS, DeliveryState.FAILED, -1)));

        Reach.Report report = Reach.of(List.of(shard), LONDON);

        assertThat(report.persons().reached()).isEqualTo(1);
        assertThat(report.premises().planned()).isEqualTo(2);
        assertThat(report.premises().reached()).isEqualTo(1);
    }

    @Test
    void twoSlicesMeetAsAnAnd() {
        Person both = new Person(true, Set.of(LONDON, WALES), Set.of(), Map.of());
        Person one = new Person(true, Set.of(LONDON), Set.of(), Map.of());

        assertThat(Reach.of(List.of(new ModelView(List.of(both, one, one))), LONDON, WALES)
                        .persons()
                        .audience())
                .isEqualTo(1);
    }

    @Test
    void aViewWhoseStatesDoNotAddUpIsRefused() {
        ModelView whole = new ModelView(List.of(person(LONDON, 1, ChannelKind.SMS, DeliveryState.ACCEPTED, 2)));
        LedgerView broken = new Losing(whole);

        assertThatThrownBy(() -> Reach.of(List.of(broken)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 deliveries are planned but 0 have a state");
    }

    /// A view that has lost what was accepted.
    private record Losing(LedgerView whole) implements LedgerView {
        @Override
        public int alert() {
            return whole.alert();
        }

        @Override
        public long dispatchedMs() {
            return whole.dispatchedMs();
        }

        @Override
        public Set<ChannelKind> channels() {
            return whole.channels();
        }

        @Override
        public RoaringBitmap planned(ChannelKind channel) {
            return whole.planned(channel);
        }

        @Override
        public RoaringBitmap state(ChannelKind channel, DeliveryState state) {
            return state == DeliveryState.ACCEPTED ? new RoaringBitmap() : whole.state(channel, state);
        }

        @Override
        public RoaringBitmap age(ChannelKind channel, Evidence kind, int bucket) {
            return whole.age(channel, kind, bucket);
        }

        @Override
        public Map<FailureReason, RoaringBitmap> failures(ChannelKind channel) {
            return whole.failures(channel);
        }

        @Override
        public RoaringBitmap audience() {
            return whole.audience();
        }

        @Override
        public long opened(int action) {
            return whole.opened(action);
        }

        @Override
        public OptionalLong firstMs(ChannelKind channel, Evidence kind) {
            return whole.firstMs(channel, kind);
        }

        @Override
        public Map<Integer, RoaringBitmap> responses() {
            return whole.responses();
        }

        @Override
        public RoaringBitmap segment(int segment) {
            return whole.segment(segment);
        }

        @Override
        public RoaringBitmap premisesOf(RoaringBitmap slots) {
            return whole.premisesOf(slots);
        }
    }
}

package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

class SnapshotProofTest {
    private final Office office = new Office();

    private static ControlState copy(ControlState state) {
        Out out = new Out();
        state.write(out);
        return ControlState.read(new In(out.toBytes()));
    }

    private static Optional<String> prove(ControlState state, List<byte[]> log) {
        SnapshotProof proof = new SnapshotProof(state);
        for (long at = proof.from(); at < state.next(); at++) {
            proof.add(log.get((int) at));
        }
        assertThat(proof.complete()).isTrue();
        return proof.fault();
    }

    @Test
    void aStateIsProvenFromItsLastCheckpointOn() {
        office.dispatched();
        office.must(office.checkpoint());
        long signed = office.state.lastCheckpoint();
        office.dispatched();
        ControlState state = copy(office.state);

        assertThat(new SnapshotProof(state).from()).isEqualTo(signed + 1);
        assertThat(prove(state, office.log)).isEmpty();
    }

    @Test
    void withoutACheckpointItIsProvenFromTheFirstRecordOn() {
        office.dispatched();

        assertThat(new SnapshotProof(copy(office.state)).from()).isZero();
        assertThat(prove(copy(office.state), office.log)).isEmpty();
    }

    @Test
    void aRecordThatWasExchangedAfterTheCheckpointIsFound() {
        office.must(office.checkpoint());
        office.dispatched();
        ControlState state = copy(office.state);
        office.log.set(office.log.size() - 1, ActCodec.encode(new Act.UserSet(office.by(Office.ADMIN), 99, -1, true)));

        assertThat(prove(state, office.log)).hasValue("the log leads to another hash than the snapshot's");
    }

    @Test
    void aStateWhoseCheckpointIsNotInTheLogIsRefused() {
        Office other = new Office();
        other.submitted();
        other.must(other.checkpoint());
        while (office.log.size() < other.log.size()) {
            office.saved(Office.OFFICER, Samples.alert());
        }

        assertThat(prove(copy(other.state), office.log)).isPresent();
    }

    @Test
    void aProofThatStopsEarlyIsNone() {
        office.dispatched();

        assertThat(new SnapshotProof(copy(office.state)).fault()).isPresent();
    }
}

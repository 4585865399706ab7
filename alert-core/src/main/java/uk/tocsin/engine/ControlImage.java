package uk.tocsin.engine;

import java.util.List;
import uk.tocsin.control.ControlState;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.EffectCodec;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.shard.Wire;

/// What a snapshot of the control fold holds: the state, and the effects that some shard had not followed yet.
///
/// @param acts in the order of the log
record ControlImage(List<Wire.Acts> acts, ControlState state) {
    private static final int FORM = 1;

    ControlImage {
        acts = List.copyOf(acts);
    }

    byte[] bytes() {
        Out out = new Out(1 << 16).u8(FORM);
        out.list(acts, (o, act) -> o.count(act.controlPosition()).list(act.effects(), EffectCodec::write));
        state.write(out);
        return out.toBytes();
    }

    /// What [#bytes] gave; CorruptRecordException when it is damaged or of an unknown form.
    static ControlImage of(byte[] bytes) {
        In in = new In(bytes);
        int form = in.u8();
        if (form != FORM) {
            throw new CorruptRecordException("the control snapshot has the unknown form " + form);
        }
        List<Wire.Acts> acts = in.list(i -> new Wire.Acts(i.count(), i.list(EffectCodec::read)));
        ControlImage image = new ControlImage(acts, ControlState.read(in));
        in.end();
        return image;
    }
}

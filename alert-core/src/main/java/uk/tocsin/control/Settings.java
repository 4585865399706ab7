package uk.tocsin.control;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// Policy: templates, quotas, closed channels.
final class Settings {
    /// A bound on what the fold keeps.
    static final int MAX_TEMPLATES = 1000;

    private static final int USUAL_DRIFT_PERCENT = 10;

    final TreeMap<String, Alert> templates = new TreeMap<>();
    final Map<ChannelKind, Integer> quotas = new EnumMap<>(ChannelKind.class);
    final Set<ChannelKind> closed = EnumSet.noneOf(ChannelKind.class);

    /// How far, in percent of what was submitted, the audience of a scheduled alert may drift.
    int driftPercent = USUAL_DRIFT_PERCENT;

    void write(Out out) {
        out.list(templates.entrySet(), (o, e) -> AlertCodec.write(o.text(e.getKey()), e.getValue()));
        out.list(quotas.entrySet(), (o, e) -> o.coded(e.getKey()).count(e.getValue()));
        out.list(closed, Out::coded).count(driftPercent);
    }

    static Settings read(In in) {
        Settings settings = new Settings();
        in.list(i -> Map.entry(i.text(), AlertCodec.read(i)))
                .forEach(e -> settings.templates.put(e.getKey(), e.getValue()));
        in.list(i -> Map.entry(i.coded(ChannelKind.class), i.size()))
                .forEach(e -> settings.quotas.put(e.getKey(), e.getValue()));
        settings.closed.addAll(in.list(i -> i.coded(ChannelKind.class)));
        settings.driftPercent = in.size();
        return settings;
    }
}

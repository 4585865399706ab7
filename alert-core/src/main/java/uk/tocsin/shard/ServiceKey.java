package uk.tocsin.shard;

import uk.tocsin.model.Mode;
import uk.tocsin.model.Severity;

/// The order of service, as an int: a lane serves the lowest key first. From the highest bit down: exercises
/// and tests after the real thing; severity; the wave; the distance band. A plan's groups hold wave and band
/// only.
public final class ServiceKey {
    /// Bands end at these distances from the incident, in kilometres; the last band is everything else. They
    /// are walking, cordon and town distances.
    private static final double[] BAND_KM = {1, 5, 25};

    private static final int BAND_BITS = 2;
    private static final int GROUP_BITS = 3;
    private static final int SEVERITY_BITS = 3;

    /// The number of distance bands.
    static final int BANDS = BAND_KM.length + 1;

    /// The first wave: one subscriber of every premises.
    static final int FIRST_WAVE = 0;

    /// The second wave: everyone else.
    static final int SECOND_WAVE = 1;

    /// A key that no work has.
    public static final int NONE = Integer.MAX_VALUE;

    private ServiceKey() {}

    static int group(int wave, int band) {
        return wave << BAND_BITS | band;
    }

    static int of(Mode mode, Severity severity, int group) {
        int rehearsal = mode == Mode.ACTUAL ? 0 : 1;
        return (rehearsal << SEVERITY_BITS | severity.code()) << GROUP_BITS | group;
    }

    /// The wave of a key.
    public static int wave(int key) {
        return key >> BAND_BITS & 1;
    }

    /// The severity's code in a key: 0 is the gravest.
    public static int severity(int key) {
        return key >> GROUP_BITS & ((1 << SEVERITY_BITS) - 1);
    }

    static int band(double kilometres) {
        int band = 0;
        while (band < BAND_KM.length && kilometres > BAND_KM[band]) {
            band++;
        }
        return band;
    }
}

package uk.tocsin.model;

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
    public static final int BANDS = BAND_KM.length + 1;

    /// The first wave: one subscriber of every premises.
    public static final int FIRST_WAVE = 0;

    /// The second wave: everyone else.
    public static final int SECOND_WAVE = 1;

    /// A key that no work has.
    public static final int NONE = Integer.MAX_VALUE;

    private ServiceKey() {}

    /// The lower part of a key.
    public static int group(int wave, int band) {
        return wave << BAND_BITS | band;
    }

    /// The key of a group of an alert.
    public static int of(Mode mode, Severity severity, int group) {
        int rehearsal = mode == Mode.ACTUAL ? 0 : 1;
        return (rehearsal << SEVERITY_BITS | severity.code()) << GROUP_BITS | group;
    }

    /// The wave of a key.
    public static int wave(int key) {
        return key >> BAND_BITS & 1;
    }

    /// Whether a key is of a real extreme or severe alert, for which lanes keep a share.
    public static boolean grave(int key) {
        return key < of(Mode.ACTUAL, Severity.MODERATE, 0);
    }

    /// The band of a distance.
    public static int band(double kilometres) {
        int band = 0;
        while (band < BAND_KM.length && kilometres > BAND_KM[band]) {
            band++;
        }
        return band;
    }
}

package uk.tocsin.model;

/// A cell of about 100 m, as an int: the only position that leaves the register. The grid is 0.0009° of
/// latitude (100 m) by 0.0015° of longitude (95 m at 55° N), from 49° N 9° W; it covers the United Kingdom.
public final class Cell {
    /// The code of "no position".
    public static final int NONE = -1;

    private static final double SOUTH = 49.0;
    private static final double WEST = -9.0;
    private static final double LAT_STEP = 0.0009;
    private static final double LON_STEP = 0.0015;
    private static final int COLUMN_BITS = 13;
    private static final int ROWS = 13_890;
    private static final int COLUMNS = 1 << COLUMN_BITS;
    private static final double KM_PER_DEGREE = 111.195;

    private Cell() {}

    /// The cell that holds a WGS 84 position in degrees, or [#NONE] outside the grid.
    public static int of(double latitude, double longitude) {
        double row = Math.floor((latitude - SOUTH) / LAT_STEP);
        double column = Math.floor((longitude - WEST) / LON_STEP);
        boolean inside = row >= 0 && row < ROWS && column >= 0 && column < COLUMNS;
        return inside ? (int) row << COLUMN_BITS | (int) column : NONE;
    }

    /// Latitude of a cell's centre in degrees.
    public static double latitude(int cell) {
        return SOUTH + ((cell >>> COLUMN_BITS) + 0.5) * LAT_STEP;
    }

    /// Longitude of a cell's centre in degrees.
    public static double longitude(int cell) {
        return WEST + ((cell & (COLUMNS - 1)) + 0.5) * LON_STEP;
    }

    /// Kilometres between the centres of two cells, on a plane: good to 1 % within a region. Not for [#NONE].
    public static double kilometres(int from, int to) {
        double middle = Math.toRadians((latitude(from) + latitude(to)) / 2);
        double north = (latitude(to) - latitude(from)) * KM_PER_DEGREE;
        double east = (longitude(to) - longitude(from)) * KM_PER_DEGREE * Math.cos(middle);
        return Math.hypot(north, east);
    }
}

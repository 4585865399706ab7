package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// What the file of the snapshots says of itself, seen from outside.
final class SnapshotPieces {
    private SnapshotPieces() {}

    /// The positions of the snapshots that count and lack a piece.
    static List<Long> lacking(Path directory) throws SQLException {
        List<Long> lacking = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + StoreFile.SNAPSHOTS.in(directory));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT position FROM snapshot WHERE verified = 1 AND length <>"
                        + " (SELECT coalesce(sum(length(data)), 0) FROM piece WHERE key >= snapshot.id << 16"
                        + " AND key < (snapshot.id + 1) << 16)")) {
            while (rows.next()) {
                lacking.add(rows.getLong(1));
            }
        }
        return lacking;
    }
}

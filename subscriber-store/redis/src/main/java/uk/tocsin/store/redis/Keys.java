package uk.tocsin.store.redis;

import java.nio.charset.StandardCharsets;

/// The names of keys, as the tree in this package's description has them.
final class Keys {
    private final String prefix;

    Keys(String prefix) {
        this.prefix = prefix + ":";
    }

    private byte[] key(String rest) {
        return (prefix + rest).getBytes(StandardCharsets.UTF_8);
    }

    byte[] installation() {
        return key("installation");
    }

    byte[] erasures() {
        return key("erasures");
    }

    byte[] lease(String what) {
        return key("lease:" + what);
    }

    byte[] claim(int bucket) {
        return key("claim:" + bucket);
    }

    byte[] shardPages(int shard) {
        return key("{" + shard + "}:pages");
    }

    byte[] shardPage(int shard, int page) {
        return key("{" + shard + "}:" + page);
    }

    /// What the keys of all documents look like; [#collection] says whose one is.
    byte[] documents() {
        return key("document:*");
    }

    String collection(byte[] documentKey) {
        String text = new String(documentKey, StandardCharsets.UTF_8);
        return text.substring((prefix + "document:").length(), text.lastIndexOf(':'));
    }

    byte[] documentPages(String collection) {
        return key("document:" + collection + ":pages");
    }

    byte[] documentPage(String collection, int page) {
        return key("document:" + collection + ":" + page);
    }

    byte[] documentTexts(String collection) {
        return key("document:" + collection + ":text");
    }

    byte[] snapshotIds() {
        return key("snapshot");
    }

    byte[] snapshots(int log) {
        return key("snapshot:" + log);
    }

    byte[] piece(int log, long id, int piece) {
        return key("snapshot:" + log + ":" + id + ":" + piece);
    }
}

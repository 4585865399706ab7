package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.journal.Waiting.get;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Waiting;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.Profile;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// What a contact costs in Redis's memory, and how fast contacts go in and out. Prints what it measured.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MemoryIT {
    private static final int INSTALLATION = 200_000;

    /// A quarter of it is enough: the pages of 16 shards, and a quarter of the buckets, are as full as with all.
    private static final int PART = 4;

    private static final int SHARDS = Shards.COUNT / PART;
    private static final int SLOTS = INSTALLATION / Shards.COUNT;
    private static final int CONTACTS = SHARDS * SLOTS;
    private static final int PUT = 625;
    private static final int AT_ONCE = 4;
    private static final int BATCH = 1024;

    /// 3.5 claims a contact, as lists make them (decision 0011).
    private static final int CLAIMS = CONTACTS * 7 / 2;

    /// A record costs what the allocator rounds up and the list spends on it; a claim 14 bytes of content.
    private static final int MOST_ROUND_A_RECORD = 48;

    private static final int MOST_A_CLAIM = 40;

    @TempDir
    private Path directory;

    private final Random random = new Random(6);
    private final Deque<CompletionStage<?>> outstanding = new ArrayDeque<>();
    private long sealedBytes;

    private byte[] contact(Vault vault, int shard, int slot) {
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(new Endpoint(0, ChannelKind.SMS, "+447700900" + (100 + random.nextInt(900))));
        if (random.nextInt(10) < 8) {
            endpoints.add(
                    new Endpoint(1, ChannelKind.EMAIL, "person" + random.nextInt(1_000_000) + "@firm.example.test"));
        }
        if (random.nextInt(10) < 4) {
            endpoints.add(new Endpoint(2, ChannelKind.PUSH, letters(22) + ":" + letters(140)));
        }
        Instant since = Instant.parse("2026-03-01T10:00:00Z").plusSeconds(random.nextInt(10_000_000));
        Profile profile = new Profile(
                List.of(1, 9, 20, 31, 40),
                List.of(random.nextInt(100_000)),
                Preferences.ALL,
                List.of(new Consent(Consent.Purpose.ALERTS, true, 1, since, Consent.Source.IMPORT)),
                Map.of(),
                since,
                0);
        Contact contact = new Contact(
                new UUID(random.nextLong(), random.nextLong()),
                "Person " + letters(8),
                Tier.BUSINESS,
                Language.EN,
                true,
                endpoints,
                profile);
        return vault.seal(shard, slot, ContactCodec.encode(contact));
    }

    private String letters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private void ask(CompletionStage<?> stage) {
        outstanding.add(stage);
        if (outstanding.size() == AT_ONCE) {
            get(outstanding.remove());
        }
    }

    private void finish() {
        outstanding.forEach(Waiting::get);
        outstanding.clear();
    }

    private static long memory(RedisServer server) throws Exception {
        Matcher used = Pattern.compile("used_memory:(\\d+)").matcher(server.ask("INFO", "memory"));
        assertThat(used.find()).isTrue();
        return Long.parseLong(used.group(1));
    }

    private void putAll(Register register) {
        Vault vault = new Vault(new KeyRing(Map.of(1, new byte[32])), random);
        for (int slot = 0; slot < SLOTS; slot += PUT) {
            for (int shard = 0; shard < SHARDS; shard++) {
                List<Register.Entry> entries = new ArrayList<>();
                for (int i = slot; i < slot + PUT; i++) {
                    byte[] sealed = contact(vault, shard, i);
                    sealedBytes += sealed.length;
                    entries.add(new Register.Entry(i, sealed));
                }
                ask(register.put(shard, entries));
            }
        }
        finish();
    }

    private void claimAll(Register register) {
        int done = 0;
        while (done < CLAIMS) {
            List<byte[]> blinds = new ArrayList<>();
            int[] owners = new int[Math.min(Register.MAX_CLAIMS, CLAIMS - done)];
            for (int i = 0; i < owners.length; i++) {
                byte[] blind = new byte[Register.BLIND_INDEX_BYTES];
                random.nextBytes(blind);
                blind[0] = (byte) ((blind[0] & 0xff) / PART);
                blinds.add(blind);
                owners[i] = random.nextInt(CONTACTS);
            }
            ask(register.claimEndpoints(blinds, owners));
            done += owners.length;
        }
        finish();
    }

    /// How long batches took, ascending.
    private static List<Long> fetchAll(Register register) {
        List<Long> took = new ArrayList<>();
        int found = 0;
        int[] slots = IntStream.range(0, SLOTS).toArray();
        for (int shard = 0; shard < SHARDS; shard++) {
            for (int from = 0; from + BATCH <= SLOTS; from += BATCH) {
                long began = System.nanoTime();
                found += get(register.fetch(shard, slots, from, from + BATCH, (_, _) -> {}));
                took.add(System.nanoTime() - began);
            }
        }
        assertThat(found).isEqualTo(took.size() * BATCH);
        took.sort(null);
        return took;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    @Test
    void aContactCostsLittleMoreThanItsBytes() throws Exception {
        try (RedisServer server = new RedisServer(directory.resolve("redis"));
                RedisStore store = server.store()) {
            long empty = memory(server);
            long began = System.nanoTime();
            putAll(store.register());
            double putting = seconds(began);
            long records = memory(server) - empty;
            began = System.nanoTime();
            claimAll(store.register());
            double claiming = seconds(began);
            long claims = memory(server) - empty - records;
            List<Long> fetches = fetchAll(store.register());
            System.out.printf(
                    Locale.ROOT,
                    "redis: %.0f bytes a contact at %,d: record %.0f (sealed %.0f), 3.5 claims of %.1f%n"
                            + "redis: %,.0f contacts/s put, sealing included; %,.0f claims/s;"
                            + " 1,024 contacts fetched in p50 %.2f, p99 %.2f ms%n",
                    (double) (records + claims) / CONTACTS,
                    INSTALLATION,
                    (double) records / CONTACTS,
                    (double) sealedBytes / CONTACTS,
                    (double) claims / CLAIMS,
                    CONTACTS / putting,
                    CLAIMS / claiming,
                    fetches.get(fetches.size() / 2) / 1e6,
                    fetches.get(fetches.size() * 99 / 100) / 1e6);
            assertThat((double) records / CONTACTS).isLessThan((double) sealedBytes / CONTACTS + MOST_ROUND_A_RECORD);
            assertThat((double) claims / CLAIMS).isLessThan(MOST_A_CLAIM);
        }
    }
}

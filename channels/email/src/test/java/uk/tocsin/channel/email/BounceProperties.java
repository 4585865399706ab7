package uk.tocsin.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Rubbish never throws, and never makes a bounce for a token that is not in it.
class BounceProperties {
    private static final BounceParser PARSER = new BounceParser(Samples.DOMAIN);

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(Bounces.NAMES);
    }

    @Property(tries = 500)
    void mutatedBouncesNeverThrow(@ForAll("names") String name, @ForAll("names") String other, @ForAll long seed) {
        byte[] mutated = mutate(Bounces.read(name), Bounces.read(other), new Random(seed));

        Bounce read = PARSER.parse(mutated, "postmaster@alerts.example.test");

        if (read instanceof Bounce.Bounced bounced) {
            assertThat(TokenText.toBase64Url(bounced.token32())).isPresent();
        }
    }

    @Property(tries = 300)
    void anyBytesNeverThrow(@ForAll byte[] bytes, @ForAll String envelope) {
        assertThat(PARSER.parse(bytes, envelope)).isInstanceOf(Bounce.Unintelligible.class);
    }

    private static byte[] mutate(byte[] bytes, byte[] other, Random random) {
        byte[] mutated = bytes.clone();
        int changes = 1 + random.nextInt(20);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(3)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> {
                    int length = Math.min(random.nextInt(200), Math.min(mutated.length - at, other.length));
                    System.arraycopy(other, random.nextInt(other.length - length + 1), mutated, at, length);
                }
                default -> mutated = java.util.Arrays.copyOf(mutated, Math.max(1, mutated.length - random.nextInt(30)));
            }
        }
        return mutated;
    }
}

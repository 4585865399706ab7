package uk.tocsin.store.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The process of a [MemberMain].
final class Member implements AutoCloseable {
    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();

    Member(KafkaSettings settings) throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemberMain.class.getName(),
                        String.join(",", settings.bootstrap()),
                        settings.prefix()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread.ofPlatform().daemon().name("member").start(this::listen);
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> line.matches("(assigned|revoked|lost|failed) .*"))
                    .forEach(said::add);
        } catch (IOException e) {
            said.add("failed " + e);
        }
    }

    /// What it was told so far.
    List<String> said() {
        return List.copyOf(said);
    }

    /// How many shards it has, by what it was told.
    int owned() {
        int owned = 0;
        for (String line : said) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("assigned")) {
                owned += Integer.parseInt(words[1]);
            } else if (!words[0].equals("failed")) {
                owned -= Integer.parseInt(words[1]);
            }
        }
        return owned;
    }

    /// Stops it as a virtual machine that is suspended does.
    void freeze() throws IOException {
        signal("STOP");
    }

    /// Lets it go on as if nothing had been.
    void thaw() throws IOException {
        signal("CONT");
    }

    /// Ends it without a word.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    @Override
    public void close() {
        kill();
    }
}

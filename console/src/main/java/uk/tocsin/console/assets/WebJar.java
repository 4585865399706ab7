package uk.tocsin.console.assets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/// A library for browsers that came as a jar, whose version its own coordinates tell. Any thread.
public final class WebJar {
    private final String root;

    private WebJar(String root) {
        this.root = root;
    }

    /// The one with these Maven coordinates.
    public static WebJar of(String group, String artifact) {
        String pom = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        Properties coordinates = new Properties();
        try (InputStream in = open(WebJar.class, pom)) {
            coordinates.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(pom, e);
        }
        return new WebJar("/META-INF/resources/webjars/" + artifact + "/" + coordinates.getProperty("version") + "/");
    }

    /// A file of it, as text.
    public String text(String path) {
        return text(WebJar.class, root + path);
    }

    /// A resource beside a class, as text; IllegalStateException when the build lacks it.
    public static String text(Class<?> beside, String resource) {
        try (InputStream in = open(beside, resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static InputStream open(Class<?> beside, String resource) {
        InputStream in = beside.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("resource " + resource + " is missing from the build");
        }
        return in;
    }
}

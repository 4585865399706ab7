package uk.tocsin.console.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import uk.tocsin.console.House;
import uk.tocsin.simulator.Behaviour;

/// Opens a house for a class of tests, and a screen before it, when their `@BeforeAll` method asks for them; closes
/// both after the last test.
final class OpenHouse implements ParameterResolver {
    private static final ExtensionContext.Namespace PLACE = ExtensionContext.Namespace.create(OpenHouse.class);

    private final Behaviour behaviour;

    /// With providers that do everything right.
    OpenHouse() {
        this(Behaviour.perfect());
    }

    /// With providers that do as they are told.
    OpenHouse(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == House.class || type == Screen.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Opened opened =
                context.getStore(PLACE).getOrComputeIfAbsent(Opened.class, _ -> Opened.with(behaviour), Opened.class);
        return parameter.getParameter().getType() == House.class ? opened.house : opened.screen();
    }

    /// What is open, in a folder of its own; closed by JUnit with the class.
    private static final class Opened implements AutoCloseable {
        private final Path folder;
        private final House house;
        private @Nullable Screen screen;

        private Opened(Path folder, House house) {
            this.folder = folder;
            this.house = house;
        }

        static Opened with(Behaviour behaviour) {
            try {
                Path folder = Files.createTempDirectory("tocsin-house");
                return new Opened(folder, House.open(folder, behaviour));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Screen screen() {
            Screen open = screen == null ? Screen.open(house) : screen;
            screen = open;
            return open;
        }

        @Override
        public void close() throws IOException {
            if (screen != null) {
                screen.close();
            }
            house.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}

package uk.tocsin.console.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uk.tocsin.console.config.Settings;

/// Settings as the command line gives them: a file, then single settings, then the short options.
final class Options {
    private Options() {}

    static Settings settings(Arguments arguments) {
        List<String> single = new ArrayList<>(arguments.all("set"));
        arguments.option("data").ifPresent(data -> single.add("data.dir=" + data));
        arguments.option("port").ifPresent(port -> single.add("console.port=" + port));
        return Settings.of(arguments.option("config").map(Path::of), single, System.getenv());
    }
}

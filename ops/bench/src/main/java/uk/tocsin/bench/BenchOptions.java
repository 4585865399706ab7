package uk.tocsin.bench;

import java.util.ArrayList;
import java.util.List;

/// What the command line asks for: `bench NAME [--json | --profile] [--scale small|usual|full]`, or `bench jmh
/// [FILTER]`.
///
/// @param rest words after the name that are no options
record BenchOptions(String name, boolean json, boolean profile, Scale scale, List<String> rest) {
    static BenchOptions of(String... args) {
        if (args.length < 2) {
            throw new IllegalArgumentException("a name is needed");
        }
        boolean json = false;
        boolean profile = false;
        Scale scale = Scale.USUAL;
        List<String> rest = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            switch (args[i]) {
                case "--json" -> json = true;
                case "--profile" -> profile = true;
                case "--scale" -> {
                    if (++i == args.length) {
                        throw new IllegalArgumentException("--scale: a value is needed");
                    }
                    scale = Scale.of(args[i]);
                }
                default -> rest.add(args[i]);
            }
        }
        if (json && profile) {
            throw new IllegalArgumentException("--profile: is text, not for --json");
        }
        return new BenchOptions(args[1], json, profile, scale, List.copyOf(rest));
    }
}

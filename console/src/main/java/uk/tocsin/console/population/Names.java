package uk.tocsin.console.population;

/// Made-up names for made-up people.
final class Names {
    private static final String[] FIRST = {
        "Aisha", "Ben", "Carys", "Dev", "Elin", "Fraser", "Grace", "Hamza", "Iona", "Jakub", "Kemi", "Liam", "Megan",
        "Nia", "Owen", "Priya", "Rhys", "Sofia", "Tomos", "Wei"
    };
    private static final String[] LAST = {
        "Ahmed",
        "Brown",
        "Campbell",
        "Davies",
        "Evans",
        "Fernandes",
        "Green",
        "Hughes",
        "Iqbal",
        "Jones",
        "Khan",
        "Lewis",
        "Murphy",
        "Nowak",
        "Okafor",
        "Patel",
        "Quinn",
        "Roberts",
        "Singh",
        "Taylor"
    };

    private Names() {}

    static String of(int number) {
        return FIRST[number % FIRST.length] + " " + LAST[number / FIRST.length % LAST.length];
    }
}

package uk.tocsin.console.cli;

import uk.tocsin.console.Installation;
import uk.tocsin.console.accounts.Enrolment;

/// Prints a code with which a member of staff sets up their account (anew), in an installation that nobody serves:
/// for the only administrator, whom nobody else can give one.
final class StaffEnrol implements Command {
    private static final long WAIT_SECONDS = 30;

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        arguments.data();
        String word = arguments.word("a staff number");
        if (!word.matches("[1-9][0-9]{0,8}")) {
            throw new UsageException("\"" + word + "\" is no staff number");
        }
        int staff = Integer.parseInt(word);
        try (Installation house = Installation.open(Options.settings(arguments))) {
            if (!Installation.await(house.members().active(staff), WAIT_SECONDS)) {
                terminal.errors().println("tocsin: " + staff + " is no active member of staff");
                return Commands.NO;
            }
            Enrolment enrolment = house.accounts().enrolment();
            terminal.out().println(Installation.await(enrolment.issue(staff), WAIT_SECONDS));
            return Commands.DONE;
        }
    }
}

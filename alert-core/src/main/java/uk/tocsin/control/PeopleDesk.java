package uk.tocsin.control;

import java.util.List;
import uk.tocsin.model.Effect;

/// Judges acts about subscribers' records: who is suspended, and which two are one person's.
final class PeopleDesk {
    private final Books books;

    PeopleDesk(Books books) {
        this.books = books;
    }

    List<Effect> suspended(Act.Suspended act) {
        books.person(act, Role.REGISTER_OFFICER, Role.ADMINISTRATOR);
        Books.reason(act.reason());
        there(act.ordinal(), "ordinal");
        Refused.unless(
                !books.suspensions.containsKey(act.ordinal()), Reason.SUBSCRIBER, "ordinal: is suspended already");
        books.suspensions.put(
                act.ordinal(),
                new Suspension(
                        act.ordinal(),
                        act.header().actor(),
                        act.reason(),
                        act.header().time()));
        return List.of(new Effect.Suspend(act.ordinal()));
    }

    List<Effect> reinstated(Act.Reinstated act) {
        books.person(act, Role.REGISTER_OFFICER, Role.ADMINISTRATOR);
        Books.reason(act.reason());
        Refused.unless(books.suspensions.containsKey(act.ordinal()), Reason.SUBSCRIBER, "ordinal: is not suspended");
        books.suspensions.remove(act.ordinal());
        return List.of(new Effect.Reinstate(act.ordinal()));
    }

    /// A suspension would end with the record that carried it, so neither may be suspended.
    void merged(Act.Merged act) {
        books.person(act, Role.REGISTER_OFFICER);
        mergeable(act.ordinal(), "ordinal");
        mergeable(act.into(), "into");
        books.merges.put(act.ordinal(), act.into());
    }

    private void mergeable(int ordinal, String field) {
        there(ordinal, field);
        Refused.unless(
                !books.suspensions.containsKey(ordinal), Reason.SUBSCRIBER, field + ": is suspended: reinstate first");
    }

    private void there(int ordinal, String field) {
        Integer into = books.merges.get(ordinal);
        Refused.unless(into == null, Reason.SUBSCRIBER, field + ": is part of subscriber " + into + " now");
    }
}

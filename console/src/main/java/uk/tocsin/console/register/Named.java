package uk.tocsin.console.register;

import org.jspecify.annotations.Nullable;

/// Something that rows of a batch name by a blind index: an address, what a list calls somebody, or premises.
final class Named {
    static final int NOBODY = -1;

    private final Blind blind;
    private final boolean place;
    private int owner = NOBODY;
    private @Nullable ListedPerson person;
    private @Nullable ListedSite site;

    /// @param place whether it is premises
    Named(Blind blind, boolean place) {
        this.blind = blind;
        this.place = place;
    }

    boolean isPlace() {
        return place;
    }

    Blind blind() {
        return blind;
    }

    /// The ordinal that has claimed it; [#NOBODY] for none.
    int owner() {
        return owner;
    }

    void owner(int ordinal) {
        owner = ordinal;
    }

    /// Who has it once the batch is stored, or has it already.
    @Nullable
    ListedPerson person() {
        return person;
    }

    void person(ListedPerson now) {
        person = now;
    }

    @Nullable
    ListedSite site() {
        return site;
    }

    void site(ListedSite now) {
        site = now;
    }

    /// The claim to be made when its owner has an ordinal; [#NOBODY] for none.
    int claimant() {
        if (owner != NOBODY) {
            return NOBODY;
        }
        ListedPerson whose = person;
        ListedSite where = site;
        return whose != null ? whose.ordinal() : where != null ? where.ordinal() : NOBODY;
    }
}

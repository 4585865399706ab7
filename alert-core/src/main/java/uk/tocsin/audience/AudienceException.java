package uk.tocsin.audience;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Why an audience was refused: what is wrong, where, and what may have been meant.
///
/// The message holds all three, such as `unknown dimension "secter" at 0: did you mean "sector"?`, and is fit
/// to be shown to the person who wrote the audience.
public final class AudienceException extends RuntimeException {
    private static final int NOWHERE = -1;

    private final int position;
    private final int length;
    private final @Nullable String path;
    private final @Nullable String suggestion;

    private AudienceException(
            String message, int position, int length, @Nullable String path, @Nullable String suggestion) {
        super(suggestion == null ? message : message + ": did you mean \"" + suggestion + "\"?");
        this.position = position;
        this.length = length;
        this.path = path;
        this.suggestion = suggestion;
    }

    static AudienceException inText(Complaint complaint, int position, int length) {
        String message = complaint.what() + " at " + position;
        return new AudienceException(message, position, length, null, complaint.suggestion());
    }

    static AudienceException inJson(Complaint complaint, String path) {
        return new AudienceException(path + ": " + complaint.what(), NOWHERE, 0, path, complaint.suggestion());
    }

    static AudienceException of(Complaint complaint) {
        return new AudienceException(complaint.what(), NOWHERE, 0, null, complaint.suggestion());
    }

    /// Index of the first offending character of the text form, from 0; empty if the audience was no text.
    public OptionalInt position() {
        return position == NOWHERE ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /// How many characters offend, 0 at the end of the text.
    public int length() {
        return length;
    }

    /// Where in the JSON form, such as `$.and[0].in.dimension`; empty if the audience was no JSON.
    public Optional<String> path() {
        return Optional.ofNullable(path);
    }

    /// What may be put in place of what offends.
    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }
}

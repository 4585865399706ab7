package uk.tocsin.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts the text form into tokens.
final class AudienceLexer {
    enum Kind {
        WORD,
        QUOTED,
        OPEN,
        CLOSE,
        COMMA,
        EQUAL,
        UNEQUAL,
        END
    }

    /// A token; the length counts the quotes of a quoted value, the text does not hold them.
    record Token(Kind kind, String text, int position, int length) {
        boolean is(String keyword) {
            return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(keyword);
        }

        AudienceException refuse(Complaint complaint) {
            return AudienceException.inText(complaint, position, length);
        }

        /// How a message names this token.
        String named() {
            return kind == Kind.END ? "the end" : Complaint.quote(text);
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private AudienceLexer(String text) {
        this.text = text;
    }

    /// The tokens of the text, the last of them [Kind#END].
    static List<Token> tokens(String text) {
        AudienceLexer lexer = new AudienceLexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        lexer.add(Kind.END, 0);
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        switch (c) {
            case '(' -> add(Kind.OPEN, 1);
            case ')' -> add(Kind.CLOSE, 1);
            case ',' -> add(Kind.COMMA, 1);
            case '=', ':' -> add(Kind.EQUAL, 1);
            case '!' -> unequal();
            case '"', '\'' -> quoted(c);
            default -> wordOrSpace(c);
        }
    }

    private void unequal() {
        if (!text.startsWith("!=", at)) {
            throw AudienceException.inText(new Complaint("unexpected \"!\"", "!="), at, 1);
        }
        add(Kind.UNEQUAL, 2);
    }

    private void quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw AudienceException.inText(Complaint.of("quote that is not closed"), at, text.length() - at);
        }
        tokens.add(new Token(Kind.QUOTED, text.substring(at + 1, end), at, end + 1 - at));
        at = end + 1;
    }

    private void wordOrSpace(char c) {
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        if (end > at) {
            add(Kind.WORD, end - at);
        } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            at++;
        } else {
            int length = Character.charCount(text.codePointAt(at));
            String unexpected = text.substring(at, at + length);
            throw AudienceException.inText(Complaint.of("unexpected " + Complaint.quote(unexpected)), at, length);
        }
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private void add(Kind kind, int length) {
        tokens.add(new Token(kind, text.substring(at, at + length), at, length));
        at += length;
    }
}

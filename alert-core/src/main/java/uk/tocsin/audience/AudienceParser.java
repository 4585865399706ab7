package uk.tocsin.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import uk.tocsin.audience.AudienceLexer.Kind;
import uk.tocsin.audience.AudienceLexer.Token;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

/// Recursive descent over the grammar in [AudienceText]; for one text and one thread.
final class AudienceParser {
    /// Parentheses and negations open at once: a canonical text of the deepest audience needs no more, and the
    /// stack stays shallow.
    private static final int MAX_NESTING = 2 * Audience.MAX_DEPTH;

    private static final List<String> BETWEEN = List.of("and", "or");

    private final List<Token> tokens;
    private final Taxonomy taxonomy;
    private int next;
    private int nesting;
    private int terms;

    AudienceParser(List<Token> tokens, Taxonomy taxonomy) {
        this.tokens = tokens;
        this.taxonomy = taxonomy;
    }

    Audience parse() {
        Audience audience = either();
        Token rest = peek();
        if (rest.kind() == Kind.CLOSE) {
            throw rest.refuse(Complaint.of("\")\" that closes nothing"));
        }
        if (rest.kind() != Kind.END) {
            String suggestion =
                    Suggestions.nearest(Taxonomy.normal(rest.text()), BETWEEN).orElse(null);
            throw rest.refuse(new Complaint("expected \"and\" or \"or\" but found " + rest.named(), suggestion));
        }
        return audience;
    }

    private Audience either() {
        Token first = peek();
        List<Audience> parts = new ArrayList<>(List.of(both()));
        while (skip("or")) {
            parts.add(both());
        }
        return bounded(first, () -> Audience.or(parts));
    }

    private Audience both() {
        Token first = peek();
        List<Audience> parts = new ArrayList<>(List.of(single()));
        while (skip("and")) {
            parts.add(single());
        }
        return bounded(first, () -> Audience.and(parts));
    }

    private Audience single() {
        Token token = take();
        if (token.is("not")) {
            enter(token);
            Audience inner = single();
            nesting--;
            return bounded(token, () -> Audience.not(inner));
        }
        if (token.kind() == Kind.OPEN) {
            enter(token);
            Audience inner = either();
            if (take(Kind.CLOSE).isEmpty()) {
                throw peek().refuse(Complaint.of(
                        "expected \")\" for the \"(\" at " + token.position() + " but found " + peek().named()));
            }
            nesting--;
            return inner;
        }
        if (token.is("everyone")) {
            countTerm(token);
            return Audience.everyone();
        }
        return term(token);
    }

    private Audience term(Token token) {
        if (token.kind() != Kind.WORD || BETWEEN.stream().anyMatch(token::is) || token.is("in")) {
            throw token.refuse(Complaint.of("expected a dimension but found " + token.named()));
        }
        Dimension dimension = Dimension.ofWord(Taxonomy.normal(token.text()))
                .orElseThrow(() -> token.refuse(Terms.unknownDimension(taxonomy, token.text())));
        if (take(Kind.EQUAL).isPresent()) {
            return oneOf(List.of(value(dimension)));
        }
        if (take(Kind.UNEQUAL).isPresent()) {
            Audience equal = oneOf(List.of(value(dimension)));
            return bounded(token, () -> Audience.not(equal));
        }
        boolean negated = skip("not");
        if (skip("in")) {
            Audience in = oneOf(values(dimension));
            return negated ? bounded(token, () -> Audience.not(in)) : in;
        }
        if (negated || dimension != Dimension.HAS) {
            throw peek().refuse(Complaint.of("expected " + (negated ? "" : "\"=\", \"!=\" or ") + "\"in\" after \""
                    + dimension.word() + (negated ? " not" : "") + "\" but found "
                    + peek().named()));
        }
        return oneOf(List.of(value(dimension)));
    }

    private List<Integer> values(Dimension dimension) {
        Token open = peek();
        if (take(Kind.OPEN).isEmpty()) {
            throw open.refuse(Complaint.of("expected \"(\" after \"in\" but found " + open.named()));
        }
        List<Integer> segments = new ArrayList<>();
        do {
            segments.add(value(dimension));
        } while (take(Kind.COMMA).isPresent());
        if (take(Kind.CLOSE).isEmpty()) {
            throw peek().refuse(Complaint.of("expected \",\" or \")\" but found " + peek().named()));
        }
        return segments;
    }

    private int value(Dimension dimension) {
        Token token = take();
        if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED) {
            throw token.refuse(Complaint.of("expected a " + dimension.word() + " but found " + token.named()));
        }
        countTerm(token);
        OptionalInt segment = taxonomy.resolve(dimension, token.text());
        return segment.orElseThrow(() -> token.refuse(Terms.unknownValue(taxonomy, dimension, token.text())));
    }

    private Audience oneOf(List<Integer> segments) {
        return Terms.anyOf(segments, taxonomy);
    }

    private void countTerm(Token token) {
        if (++terms > Audience.MAX_TERMS) {
            throw token.refuse(Complaint.of("more than " + Audience.MAX_TERMS + " terms"));
        }
    }

    private void enter(Token token) {
        if (++nesting > MAX_NESTING) {
            throw token.refuse(Complaint.of("more than " + MAX_NESTING + " parentheses and negations open"));
        }
    }

    /// Builds a node whose terms are bounded already, so that only its depth can be refused.
    private static Audience bounded(Token first, Supplier<Audience> node) {
        try {
            return node.get();
        } catch (IllegalArgumentException e) {
            AudienceException refusal = first.refuse(Complaint.of("more than " + Audience.MAX_DEPTH + " levels"));
            refusal.initCause(e);
            throw refusal;
        }
    }

    private Token peek() {
        return tokens.get(next);
    }

    /// The next token; the end is never passed.
    private Token take() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    private Optional<Token> take(Kind kind) {
        return peek().kind() == kind ? Optional.of(take()) : Optional.empty();
    }

    private boolean skip(String keyword) {
        if (!peek().is(keyword)) {
            return false;
        }
        next++;
        return true;
    }
}

package uk.tocsin.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Response;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// What people have answered to one alert: who acknowledged it, for which premises, and what they said. One
/// person answers for all of their premises. Owned by the shard's thread.
final class Answers {
    private final Bits people = new Bits();
    private final Bits premises = new Bits();
    private final TreeMap<Integer, Bits> responses = new TreeMap<>();
    private final long[] opened = new long[Prompts.MAX_ACTIONS];

    /// Somebody has acknowledged the alert, for all of the premises that they answer for now.
    void acknowledge(RoaringBitmap slots, Directory directory) {
        RoaringBitmap fresh = RoaringBitmap.andNot(slots, people.live());
        people.add(fresh);
        IntIterator each = fresh.getIntIterator();
        while (each.hasNext()) {
            for (int place : directory.premisesOf(each.next())) {
                premises.add(place);
            }
        }
    }

    /// Somebody has said something; of what one person says to one question, the last counts.
    void respond(int slot, Response response) {
        responses.forEach((code, slots) -> {
            if (Response.ofCode(code).question() == response.question()) {
                slots.remove(slot);
            }
        });
        responses.computeIfAbsent(response.code(), _ -> new Bits()).add(slot);
    }

    /// Somebody, nobody knows who, opened a link.
    void open(int action, int times) {
        opened[action] += times;
    }

    /// How often the link of each action was opened.
    long[] opened() {
        return opened.clone();
    }

    /// Those of `slots` of whom nothing is left to ask: they have acknowledged, or somebody has for each of
    /// their premises. A fresh bitmap.
    RoaringBitmap among(RoaringBitmap slots, Directory directory) {
        RoaringBitmap found = RoaringBitmap.and(slots, people.live());
        if (premises.isEmpty()) {
            return found;
        }
        IntIterator each = RoaringBitmap.andNot(slots, found).getIntIterator();
        while (each.hasNext()) {
            int slot = each.next();
            if (all(directory.premisesOf(slot))) {
                found.add(slot);
            }
        }
        return found;
    }

    private boolean all(int[] places) {
        for (int place : places) {
            if (!premises.contains(place)) {
                return false;
            }
        }
        return places.length > 0;
    }

    /// What one person has said, in the order of the questions.
    List<Response> of(int slot) {
        List<Response> said = new ArrayList<>();
        responses.forEach((code, slots) -> {
            if (slots.contains(slot)) {
                said.add(Response.ofCode(code));
            }
        });
        return said;
    }

    /// Who said what, by the code of the response. Bitmaps nobody changes.
    Map<Integer, RoaringBitmap> view() {
        TreeMap<Integer, RoaringBitmap> views = new TreeMap<>();
        responses.forEach((code, slots) -> views.put(code, slots.view()));
        return views;
    }

    void write(Out out) {
        out.bitmap(people.live()).bitmap(premises.live());
        for (long times : opened) {
            out.count(times);
        }
        out.list(
                responses.entrySet(),
                (o, e) -> o.u8(e.getKey()).bitmap(e.getValue().live()));
    }

    static Answers read(In in) {
        Answers answers = new Answers();
        answers.people.add(in.bitmap());
        answers.premises.add(in.bitmap());
        for (int action = 0; action < answers.opened.length; action++) {
            answers.opened[action] = in.count();
        }
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            answers.responses.put(known(in.u8()), new Bits(in.bitmap()));
        }
        return answers;
    }

    /// Refuses a number that stands for no response.
    static int known(int code) {
        try {
            return Response.ofCode(code).code();
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("a response has the code " + code, e);
        }
    }
}

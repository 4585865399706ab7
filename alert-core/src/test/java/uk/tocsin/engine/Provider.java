package uk.tocsin.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.SendOutcome;

/// The far end of every channel: remembers what reached it and answers as it is told. Outlives the engines that
/// send to it. Any thread.
final class Provider {
    private final List<Request> requests = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private volatile Function<Request, @Nullable SendOutcome> answers = _ -> accepted();
    private volatile Function<String, Channel.Resolution> list = _ -> new Channel.Resolution.Undecided();

    /// One request whose last byte arrived. `nanos` is monotonic, `text` the short words of its variant.
    record Request(
            ChannelKind channel,
            int alert,
            int step,
            long tryNumber,
            String address,
            String token,
            String text,
            long nanos) {}

    private record Held(Channel.Sink sink, int index) {}

    static SendOutcome accepted() {
        return new SendOutcome.Accepted("id");
    }

    /// What it says from now on; null keeps a request without an answer until [#release].
    void answers(Function<Request, @Nullable SendOutcome> with) {
        answers = with;
    }

    /// What its own list says about an address.
    void lists(Function<String, Channel.Resolution> with) {
        list = with;
    }

    void receive(ChannelKind channel, Batch batch, int index, long nanos, Channel.Sink sink) {
        Request request = new Request(
                channel,
                batch.content().number(),
                batch.content().step(),
                batch.tryNumber(),
                batch.addresses()[index],
                batch.tokens()[index],
                batch.content().alert().variants().get(batch.variants()[index]).shortText(),
                nanos);
        synchronized (this) {
            requests.add(request);
        }
        SendOutcome answer = answers.apply(request);
        if (answer == null) {
            synchronized (this) {
                held.add(new Held(sink, index));
            }
        } else {
            sink.outcome(index, answer);
        }
    }

    Channel.Resolution listed(String address) {
        return list.apply(address);
    }

    /// Answers everything that was held, and holds nothing more.
    void release(SendOutcome outcome) {
        answers = _ -> outcome;
        List<Held> all;
        synchronized (this) {
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(one -> one.sink().outcome(one.index(), outcome));
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requests(Predicate<Request> of) {
        return requests().stream().filter(of).toList();
    }

    int count(int alert) {
        return requests(request -> request.alert() == alert).size();
    }

    /// How often each address was written to for an alert on a channel.
    Map<String, Integer> byAddress(int alert, ChannelKind channel) {
        Map<String, Integer> counts = new HashMap<>();
        for (Request request : requests(r -> r.alert() == alert && r.channel() == channel)) {
            counts.merge(request.address(), 1, Integer::sum);
        }
        return counts;
    }
}

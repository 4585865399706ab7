package uk.tocsin.console.pages.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.console.accounts.Account;
import uk.tocsin.console.pages.Names;

/// What colleagues have called themselves in their accounts, as known lately: it is read anew behind the answer. Any
/// thread.
public final class AccountNames implements Names {
    private static final Logger LOG = LoggerFactory.getLogger(AccountNames.class);

    /// A new name is seen after so long.
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Installation house;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(Map.of(), Instant.MIN));

    /// @param asked when the names were last asked for
    private record Known(Map<Integer, String> names, Instant asked) {}

    public AccountNames(Installation house) {
        this.house = house;
        refresh(known.get(), house.clock().instant());
    }

    @Override
    public String of(int staff) {
        Known now = known.get();
        Instant time = house.clock().instant();
        if (now.asked().plus(FRESH).isBefore(time)) {
            refresh(now, time);
        }
        return staff == 0 ? "the service" : now.names().getOrDefault(staff, "Staff " + staff);
    }

    private void refresh(Known before, Instant now) {
        if (known.compareAndSet(before, new Known(before.names(), now))) {
            house.accounts()
                    .all()
                    .onSuccess(all -> known.set(new Known(
                            all.stream().collect(Collectors.toUnmodifiableMap(Account::staff, Account::name)), now)))
                    .onFailure(e -> LOG.warn("the names of staff could not be read", e));
        }
    }
}

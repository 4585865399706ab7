package uk.tocsin.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import uk.tocsin.register.Register;

/// A register of which the documents can be written so many times and no more: the next writing waits for ever, until
/// the process is killed there. For processes that a test kills between one document and the next.
public final class Cut {
    private static final long SECONDS = 30;
    private static final Set<String> WRITES = Set.of("putDocument", "eraseDocument", "removeDocument");

    private final Register register;
    private final AtomicInteger left;
    private final CountDownLatch ended = new CountDownLatch(1);

    /// @param writes that are done before the cut
    public Cut(Register behind, int writes) {
        this.left = new AtomicInteger(writes);
        this.register = (Register) Proxy.newProxyInstance(
                Cut.class.getClassLoader(), new Class<?>[] {Register.class}, (_, method, arguments) -> {
                    if (WRITES.contains(method.getName()) && left.getAndDecrement() <= 0) {
                        ended.countDown();
                        return new CompletableFuture<>();
                    }
                    try {
                        return method.invoke(behind, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
    }

    public Register register() {
        return register;
    }

    /// What is done comes to its end.
    public void done() {
        ended.countDown();
    }

    /// Waits for the cut, or for the end of what is done.
    public void await() throws InterruptedException {
        if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("neither cut nor done");
        }
    }

    /// Says that everything is where it is to be killed, and waits for that.
    public static void waitForTheEnd() throws InterruptedException {
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}

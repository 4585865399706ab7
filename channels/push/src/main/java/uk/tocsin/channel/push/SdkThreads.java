package uk.tocsin.channel.push;

import com.google.firebase.FirebaseApp;
import com.google.firebase.ThreadManager;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads that the SDK may have for itself. Messages never use them: they go by blocking calls on threads of
/// ours.
final class SdkThreads extends ThreadManager {
    private static final int MOST_WAITING = 16;
    private final ThreadFactory threads =
            Thread.ofPlatform().daemon().name("push-sdk-", 0).factory();

    @Override
    protected ExecutorService getExecutor(FirebaseApp app) {
        return new ThreadPoolExecutor(
                0, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), getThreadFactory());
    }

    @Override
    protected void releaseExecutor(FirebaseApp app, ExecutorService executor) {
        executor.shutdownNow();
    }

    @Override
    protected ThreadFactory getThreadFactory() {
        return threads;
    }
}

package lockstep.interleave.model;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Models {@link java.util.concurrent.CompletableFuture}: what precedes its completion happens before what follows
 * {@code get} or {@code join}, and before the stages that
 * depend on it. A stage that is not async is run by the thread that completes what it depends on, or, if that is
 * complete already, by the thread that adds it. The inside
 * is {@link Stages}.
 */
public class CompletableFuture<T> extends Stages<T> implements Future<T>, CompletionStage<T> {
  public CompletableFuture() {}

  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  public Executor defaultExecutor() {
    return ForkJoinPool.commonPool();
  }

  // ---- making ----

  public static <U> CompletableFuture<U> supplyAsync(Supplier<U> supplier) {
    return supplyAsync(supplier, ForkJoinPool.commonPool());
  }

  public static <U> CompletableFuture<U> supplyAsync(Supplier<U> supplier, Executor executor) {
    return new CompletableFuture<U>().completeAsync(supplier, executor);
  }

  public static CompletableFuture<Void> runAsync(Runnable task) {
    return runAsync(task, ForkJoinPool.commonPool());
  }

  public static CompletableFuture<Void> runAsync(Runnable task, Executor executor) {
    java.util.Objects.requireNonNull(task);
    return supplyAsync(() -> nothing(task), executor);
  }

  public static <U> CompletableFuture<U> completedFuture(U value) {
    CompletableFuture<U> made = new CompletableFuture<>();
    made.end(value, null);
    return made;
  }

  public static <U> CompletableFuture<U> failedFuture(Throwable thrown) {
    CompletableFuture<U> made = new CompletableFuture<>();
    made.end(null, java.util.Objects.requireNonNull(thrown));
    return made;
  }

  public static <U> CompletionStage<U> completedStage(U value) {
    return completedFuture(value);
  }

  public static <U> CompletionStage<U> failedStage(Throwable thrown) {
    return failedFuture(thrown);
  }

  public static CompletableFuture<Void> allOf(CompletableFuture<?>... all) {
    CompletableFuture<Void> sum = completedFuture(null);
    for (CompletableFuture<?> one : all) sum = sum.runAfterBoth(one, () -> { });
    return sum;
  }

  public static CompletableFuture<Object> anyOf(CompletableFuture<?>... all) {
    CompletableFuture<Object> first = new CompletableFuture<>();
    for (CompletableFuture<?> one : all) one.added(() -> first.end(one.value(), one.thrown() == null ? null
        : wrap(one.thrown())));
    return first;
  }

  // ---- completing ----

  public boolean complete(T value) {
    return logged(end(value, null));
  }

  public boolean completeExceptionally(Throwable thrown) {
    return logged(end(null, java.util.Objects.requireNonNull(thrown)));
  }

  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
    return completeAsync(supplier, defaultExecutor());
  }

  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    java.util.Objects.requireNonNull(supplier);
    executor.execute(() -> attempt(this, () -> end(supplier.get(), null)));
    return this;
  }

  @Override public boolean cancel(boolean interrupt) {
    return end(null, new CancellationException()) || isCancelled();
  }

  public CompletableFuture<T> copy() {
    return thenApply(v -> v);
  }

  public CompletionStage<T> minimalCompletionStage() {
    return copy();
  }

  public CompletableFuture<T> orTimeout(long time, TimeUnit unit) {
    throw Refused.call("CompletableFuture.orTimeout");
  }

  public CompletableFuture<T> completeOnTimeout(T value, long time, TimeUnit unit) {
    throw Refused.call("CompletableFuture.completeOnTimeout");
  }

  public void obtrudeValue(T value) {
    throw Refused.call("CompletableFuture.obtrudeValue");
  }

  public void obtrudeException(Throwable thrown) {
    throw Refused.call("CompletableFuture.obtrudeException");
  }

  public int getNumberOfDependents() {
    throw Refused.call("CompletableFuture.getNumberOfDependents");
  }

  // ---- reading ----

  @Override public T get() throws InterruptedException, ExecutionException {
    try {
      return get(Box.FOREVER);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override public T get(long time, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
    return get(unit.toNanos(time));
  }

  private T get(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
    if (!awaitEnd(nanos, true)) throw new TimeoutException();
    Throwable thrown = thrown();
    if (thrown == null) return value();
    if (thrown instanceof CancellationException e) throw e;
    throw new ExecutionException(thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause()
        : thrown);
  }

  public T join() {
    try {
      awaitEnd(Box.FOREVER, false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return result();
  }

  private T result() {
    Throwable thrown = thrown();
    if (thrown == null) return value();
    if (thrown instanceof CancellationException e) throw e;
    throw wrap(thrown);
  }

  public T getNow(T otherwise) {
    return look() ? result() : otherwise;
  }

  @Override public boolean isDone() {
    return look();
  }

  @Override public boolean isCancelled() {
    return look() && thrown() instanceof CancellationException;
  }

  public boolean isCompletedExceptionally() {
    return look() && thrown() != null;
  }

  @Override public CompletableFuture<T> toCompletableFuture() {
    return this;
  }

  // ---- stages: each at once, on the default executor, on a given one ----

  @Override public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> f) {
    return value(null, v -> f.apply(v));
  }

  @Override public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> f) {
    return thenApplyAsync(f, defaultExecutor());
  }

  @Override public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> f, Executor executor) {
    return value(executor(executor), v -> f.apply(v));
  }

  @Override public CompletableFuture<Void> thenAccept(Consumer<? super T> f) {
    return value(null, v -> nothing(() -> f.accept(v)));
  }

  @Override public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> f) {
    return thenAcceptAsync(f, defaultExecutor());
  }

  @Override public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> f, Executor executor) {
    return value(executor(executor), v -> nothing(() -> f.accept(v)));
  }

  @Override public CompletableFuture<Void> thenRun(Runnable f) {
    return value(null, v -> nothing(f));
  }

  @Override public CompletableFuture<Void> thenRunAsync(Runnable f) {
    return thenRunAsync(f, defaultExecutor());
  }

  @Override public CompletableFuture<Void> thenRunAsync(Runnable f, Executor executor) {
    return value(executor(executor), v -> nothing(f));
  }

  @Override public <U, V> CompletableFuture<V> thenCombine(CompletionStage<? extends U> other,
      BiFunction<? super T, ? super U, ? extends V> f) {
    return both(other, null, (a, b) -> f.apply(a, b));
  }

  @Override public <U, V> CompletableFuture<V> thenCombineAsync(CompletionStage<? extends U> other,
      BiFunction<? super T, ? super U, ? extends V> f) {
    return thenCombineAsync(other, f, defaultExecutor());
  }

  @Override public <U, V> CompletableFuture<V> thenCombineAsync(CompletionStage<? extends U> other,
      BiFunction<? super T, ? super U, ? extends V> f, Executor executor) {
    return both(other, executor(executor), (a, b) -> f.apply(a, b));
  }

  @Override public <U> CompletableFuture<Void> thenAcceptBoth(CompletionStage<? extends U> other,
      BiConsumer<? super T, ? super U> f) {
    return both(other, null, (a, b) -> nothing(() -> f.accept(a, b)));
  }

  @Override public <U> CompletableFuture<Void> thenAcceptBothAsync(CompletionStage<? extends U> other,
      BiConsumer<? super T, ? super U> f) {
    return thenAcceptBothAsync(other, f, defaultExecutor());
  }

  @Override public <U> CompletableFuture<Void> thenAcceptBothAsync(CompletionStage<? extends U> other,
      BiConsumer<? super T, ? super U> f, Executor executor) {
    return both(other, executor(executor), (a, b) -> nothing(() -> f.accept(a, b)));
  }

  @Override public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable f) {
    return both(other, null, (a, b) -> nothing(f));
  }

  @Override public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable f) {
    return runAfterBothAsync(other, f, defaultExecutor());
  }

  @Override public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable f, Executor executor) {
    return both(other, executor(executor), (a, b) -> nothing(f));
  }

  @Override public <U> CompletableFuture<U> applyToEither(CompletionStage<? extends T> other,
      Function<? super T, U> f) {
    return either(other, null, v -> f.apply(v));
  }

  @Override public <U> CompletableFuture<U> applyToEitherAsync(CompletionStage<? extends T> other,
      Function<? super T, U> f) {
    return applyToEitherAsync(other, f, defaultExecutor());
  }

  @Override public <U> CompletableFuture<U> applyToEitherAsync(CompletionStage<? extends T> other,
      Function<? super T, U> f, Executor executor) {
    return either(other, executor(executor), v -> f.apply(v));
  }

  @Override public CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> f) {
    return either(other, null, v -> nothing(() -> f.accept(v)));
  }

  @Override public CompletableFuture<Void> acceptEitherAsync(CompletionStage<? extends T> other,
      Consumer<? super T> f) {
    return acceptEitherAsync(other, f, defaultExecutor());
  }

  @Override public CompletableFuture<Void> acceptEitherAsync(CompletionStage<? extends T> other, Consumer<? super T> f,
      Executor executor) {
    return either(other, executor(executor), v -> nothing(() -> f.accept(v)));
  }

  @Override public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable f) {
    return either(other, null, v -> nothing(f));
  }

  @Override public CompletableFuture<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable f) {
    return runAfterEitherAsync(other, f, defaultExecutor());
  }

  @Override public CompletableFuture<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable f,
      Executor executor) {
    return either(other, executor(executor), v -> nothing(f));
  }

  @Override public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> f) {
    return compose(null, v -> f.apply(v));
  }

  @Override public <U> CompletableFuture<U> thenComposeAsync(Function<? super T, ? extends CompletionStage<U>> f) {
    return thenComposeAsync(f, defaultExecutor());
  }

  @Override public <U> CompletableFuture<U> thenComposeAsync(Function<? super T, ? extends CompletionStage<U>> f,
      Executor executor) {
    return compose(executor(executor), v -> f.apply(v));
  }

  @Override public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> f) {
    return watch(null, f);
  }

  @Override public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> f) {
    return whenCompleteAsync(f, defaultExecutor());
  }

  @Override public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> f,
      Executor executor) {
    return watch(executor(executor), f);
  }

  @Override public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> f) {
    return outcome(null, f);
  }

  @Override public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> f) {
    return handleAsync(f, defaultExecutor());
  }

  @Override public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> f,
      Executor executor) {
    return outcome(executor(executor), f);
  }

  @Override public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> f) {
    return rescue(null, f);
  }

  @Override public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> f) {
    return exceptionallyAsync(f, defaultExecutor());
  }

  @Override public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> f, Executor executor) {
    return rescue(executor(executor), f);
  }

  @Override public CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> f) {
    return rescueWith(null, f);
  }

  @Override public CompletableFuture<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> f) {
    return exceptionallyComposeAsync(f, defaultExecutor());
  }

  @Override public CompletableFuture<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> f,
      Executor executor) {
    return rescueWith(executor(executor), f);
  }
}

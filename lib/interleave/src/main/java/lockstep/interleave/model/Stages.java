package lockstep.interleave.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import lockstep.interleave.schedule.Strand;

/** The inside of a {@link CompletableFuture}: an outcome, and what is to be done once it is there. */
abstract class Stages<T> {
  private boolean done;
  private T value;
  private Throwable thrown;
  private final List<Runnable> dependents = new ArrayList<>();

  abstract <U> CompletableFuture<U> newIncompleteFuture();

  final T value() {
    return value;
  }

  final Throwable thrown() {
    return thrown;
  }

  /** Completes it, and does what depends on it; false if it was complete already. */
  final boolean end(T result, Throwable e) {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (done) {
      box.saw(me);
      return false;
    }
    value = result;
    thrown = e;
    done = true;
    box.looked(me); // whoever added a dependent
    box.changed(me);
    List<Runnable> now = List.copyOf(dependents);
    dependents.clear();
    now.forEach(Runnable::run);
    return true;
  }

  final boolean logged(boolean result) {
    Strand me = Strand.current();
    Box.log(me, this, "future", thrown == null ? Box.show(me, value) : thrown.getClass().getSimpleName(), result);
    return result;
  }

  final boolean look() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (done) box.looked(me);
    else box.saw(me);
    Box.log(me, this, "future", null, done);
    return done;
  }

  final boolean awaitEnd(long nanos, boolean interruptible) throws InterruptedException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    boolean ended = Box.await(me, "a CompletableFuture", () -> done, nanos, interruptible);
    if (ended) box.looked(me);
    Box.log(me, this, "future", null, !ended ? "time-out" : thrown == null ? Box.show(me, value)
        : thrown.getClass().getSimpleName());
    return ended;
  }

  /** Does it now, if the outcome is there; else whoever brings the outcome does. */
  final void added(Runnable dependent) {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (done) {
      box.looked(me);
      dependent.run();
    } else {
      dependents.add(dependent);
      box.changed(me);
    }
  }

  static CompletionException wrap(Throwable thrown) {
    return thrown instanceof CompletionException e ? e : new CompletionException(thrown);
  }

  static Void nothing(Runnable task) {
    task.run();
    return null;
  }

  static Executor executor(Executor given) {
    return java.util.Objects.requireNonNull(given);
  }

  /** Does it here or by the executor; what it throws completes {@code target}. */
  private static void run(Executor executor, CompletableFuture<?> target, Runnable body) {
    if (executor == null) attempt(target, body);
    else executor.execute(() -> attempt(target, body));
  }

  static void attempt(CompletableFuture<?> target, Runnable body) {
    try {
      body.run();
    } catch (Throwable e) {
      target.end(null, wrap(FutureTask.own(e)));
    }
  }

  /** Goes on with the value; a failure goes past. */
  private <U> CompletableFuture<U> onValue(Executor executor, BiConsumer<CompletableFuture<U>, T> body) {
    CompletableFuture<U> next = newIncompleteFuture();
    added(() -> {
      if (thrown != null) next.end(null, wrap(thrown));
      else run(executor, next, () -> body.accept(next, value));
    });
    return next;
  }

  final <U> CompletableFuture<U> value(Executor executor, Function<T, U> f) {
    return onValue(executor, (next, v) -> next.end(f.apply(v), null));
  }

  final <U> CompletableFuture<U> compose(Executor executor, Function<T, CompletionStage<U>> f) {
    return onValue(executor, (next, v) -> follow(next, f.apply(v)));
  }

  private static <U> void follow(CompletableFuture<U> next, CompletionStage<U> stage) {
    CompletableFuture<U> other = stage.toCompletableFuture();
    other.added(() -> next.end(other.value(), other.thrown() == null ? null : wrap(other.thrown())));
  }

  final <U, V> CompletableFuture<V> both(CompletionStage<? extends U> stage, Executor executor, BiFunction<T, U, V> f) {
    CompletableFuture<? extends U> other = stage.toCompletableFuture();
    CompletableFuture<V> next = newIncompleteFuture();
    added(() -> other.added(() -> {
      Throwable failed = thrown != null ? thrown : other.thrown();
      if (failed != null) next.end(null, wrap(failed));
      else run(executor, next, () -> next.end(f.apply(value, other.value()), null));
    }));
    return next;
  }

  final <X, U> CompletableFuture<U> either(CompletionStage<X> stage, Executor executor, Function<? super T, U> f) {
    @SuppressWarnings("unchecked") // where the value is used, X is T
    CompletableFuture<T> other = (CompletableFuture<T>) stage.toCompletableFuture();
    CompletableFuture<T> first = newIncompleteFuture();
    added(() -> first.end(value, thrown));
    other.added(() -> first.end(other.value(), other.thrown()));
    return first.value(executor, f::apply);
  }

  final CompletableFuture<T> watch(Executor executor, BiConsumer<? super T, ? super Throwable> f) {
    CompletableFuture<T> next = newIncompleteFuture();
    added(() -> run(executor, next, () -> {
      try {
        f.accept(value, thrown);
      } catch (Throwable e) {
        if (thrown == null) throw e;
        FutureTask.own(e);
      }
      next.end(value, thrown == null ? null : wrap(thrown));
    }));
    return next;
  }

  final <U> CompletableFuture<U> outcome(Executor executor, BiFunction<? super T, Throwable, ? extends U> f) {
    CompletableFuture<U> next = newIncompleteFuture();
    added(() -> run(executor, next, () -> next.end(f.apply(value, thrown), null)));
    return next;
  }

  final CompletableFuture<T> rescue(Executor executor, Function<Throwable, ? extends T> f) {
    CompletableFuture<T> next = newIncompleteFuture();
    added(() -> {
      if (thrown == null) next.end(value, null);
      else run(executor, next, () -> next.end(f.apply(thrown), null));
    });
    return next;
  }

  final CompletableFuture<T> rescueWith(Executor executor, Function<Throwable, ? extends CompletionStage<T>> f) {
    CompletableFuture<T> next = newIncompleteFuture();
    added(() -> {
      if (thrown == null) next.end(value, null);
      else run(executor, next, () -> follow(next, f.apply(thrown)));
    });
    return next;
  }
}

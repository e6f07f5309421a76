package lockstep.interleave;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import lockstep.interleave.model.Threads;
import lockstep.interleave.report.Report;
import lockstep.interleave.schedule.Body;
import lockstep.interleave.schedule.Explorer;
import lockstep.interleave.schedule.Failure;
import lockstep.interleave.schedule.Result;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.weave.Entry;

/**
 * Runs a small concurrent program under every schedule that matters, honouring Java's access modes.
 *
 * <pre>{@code
 * Verdict verdict = Interleave.explore(() -> {
 *   var lock = new MyLock();
 *   var count = new int[1];
 *   Action add = () -> { lock.lock(); count[0]++; lock.unlock(); };
 *   Interleave.together(add, add);
 *   assert count[0] == 2;
 * });
 * System.out.println(verdict);
 * }</pre>
 *
 * <p>The other methods are for use inside a scenario.
 */
public final class Interleave {
  private Interleave() {}

  // ---- from outside ----

  /**
   * Explores the schedules of a scenario, within {@link Options#standard()}.
   *
   * @param scenario a lambda that uses nothing from around it but constants
   * @return what was found
   * @throws IllegalArgumentException if the scenario uses objects from around it
   */
  public static Verdict explore(Scenario scenario) {
    return explore(Options.standard(), scenario);
  }

  /** The same, within other bounds. */
  public static Verdict explore(Options options, Scenario scenario) {
    return explore(options, Entry.of(given(scenario)));
  }

  /** Explores a scenario that is a class of its own, with a constructor without parameters. */
  public static Verdict explore(Options options, Class<? extends Scenario> scenario) {
    return explore(options, Entry.of(given(scenario), Map.of()));
  }

  /**
   * Explores a method, on a new instance of its class in every execution. {@link Invariant} and {@link Linearizable} count.
   *
   * @throws IllegalArgumentException if the method has parameters, or its class no constructor without any
   */
  public static Verdict explore(Options options, Method scenario) {
    return explore(options, body(scenario));
  }

  static Verdict explore(Options options, Body body) {
    return verdict(Explorer.explore(given(options), body), options);
  }

  /**
   * Runs a scenario under the one schedule that the token of a verdict names.
   *
   * @param token {@link Verdict#token()} of an earlier verdict on the same scenario. The code under test may have been changed since, as to see whether it is right now
   *     under this schedule; a choice that comes up no more is passed over.
   * @throws IllegalArgumentException if it is no token, or names a choice that the program does not offer
   */
  public static Verdict replay(String token, Scenario scenario) {
    return replay(Options.standard(), token, scenario);
  }

  /** The same, for a verdict that was reached with other options. Only {@link Options#halts()}, steps and patience matter. */
  public static Verdict replay(Options options, String token, Scenario scenario) {
    return verdict(Explorer.replay(given(options), Entry.of(given(scenario)), token), options);
  }

  /** The same, for a method. */
  public static Verdict replay(Options options, String token, Method scenario) {
    return verdict(Explorer.replay(given(options), body(scenario), token), options);
  }

  static Verdict verdict(Result result, Options options) {
    return new Verdict(result, options, new Report(result));
  }

  /** Asks what the threads of a scenario need from each other in order to finish. */
  public static Progress progress(Scenario scenario) {
    return progress(Options.standard(), scenario);
  }

  /** The same, within other bounds. */
  public static Progress progress(Options options, Scenario scenario) {
    return Progress.of(given(options), Entry.of(given(scenario)));
  }

  /** The same, for a method. */
  public static Progress progress(Options options, Method scenario) {
    return Progress.of(given(options), body(scenario));
  }

  private static Body body(Method scenario) {
    return Entry.of(given(scenario), new Claims(scenario));
  }

  private static <T> T given(T argument) {
    return Objects.requireNonNull(argument, "null: an exploration needs a scenario, as in Interleave.explore(() -> { ... }), and options, as Options.standard()");
  }

  // ---- inside a scenario ----

  /**
   * Runs the actions at once, each on a thread of its own, named T1, T2 and so on, and waits for all of them.
   *
   * @throws IllegalStateException outside a scenario, as all that follow
   */
  public static void together(Action... actions) {
    Strand me = inside("together");
    for (Action action : actions) Objects.requireNonNull(action, "together: an action is null");
    List<Thread> threads = new ArrayList<>();
    for (Action action : actions) threads.add(new Thread(null, () -> run(action), "T" + (threads.size() + 1)));
    try {
      Threads.together(me, threads);
    } catch (InterruptedException e) {
      throw new AssertionError("the thread that waits for the others was interrupted", e);
    }
  }

  private static void run(Action action) {
    try {
      action.run();
    } catch (Throwable e) {
      throw Interleave.<RuntimeException>sneak(e);
    }
  }

  @SuppressWarnings("unchecked")
  static <E extends Throwable> E sneak(Throwable e) throws E {
    throw (E) e;
  }

  /**
   * Something that must hold after every step from here on. It is evaluated from outside: it may read anything, and must change nothing. It sees what was stored last,
   * whatever a thread would be allowed to see.
   *
   * @param what in words, for the report
   */
  public static void always(String what, BooleanSupplier holds) {
    inside("always").execution.always(Objects.requireNonNull(what, "always: say in words what must hold"), Objects.requireNonNull(holds, "always: the condition is null"));
  }

  /** Notes an outcome. A verdict lists all that were seen, and how often: for experiments with the memory model. */
  public static void observe(Object... values) {
    Strand me = inside("observe");
    for (Object value : values) me.execution.observe(me, String.valueOf(value));
  }

  /** Claims something, like {@code assert}, but it cannot be switched off. */
  public static void check(boolean holds, String what) {
    Strand me = inside("check");
    if (!holds) throw me.execution.fail(Failure.Kind.EXCEPTION, what, me);
  }

  static Strand inside(String what) {
    Strand me = Strand.current();
    if (me == null) throw new IllegalStateException("Interleave." + what + " is for use inside a scenario: Interleave.explore(() -> { ... })");
    return me;
  }
}

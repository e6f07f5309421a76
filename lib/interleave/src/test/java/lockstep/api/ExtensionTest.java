package lockstep.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import lockstep.interleave.Action;
import lockstep.interleave.FailedSchedule;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Invariant;
import lockstep.interleave.Linearizable;
import lockstep.interleave.Options;
import lockstep.interleave.Progress;
import lockstep.interleave.junit.Interleaved;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The JUnit extension and its annotations: tests that pass here, and tests that must fail, run by a launcher. */
class ExtensionTest {
  private final AtomicInteger fresh = new AtomicInteger();

  @Interleaved void everyExecutionHasANewInstance() {
    assertEquals(0, fresh.get());
    Action add = fresh::incrementAndGet;
    Interleave.together(add, add);
    assertEquals(2, fresh.get());
  }

  @Invariant("never more than two") boolean few() {
    return fresh.get() <= 2;
  }

  @Interleaved(progress = Progress.Level.LOCK_FREE) void additionsAreLockFree() {
    Action add = fresh::incrementAndGet;
    Interleave.together(add, add);
  }

  static class Node {
    final int value;
    final Node next;

    Node(int value, Node next) {
      this.value = value;
      this.next = next;
    }
  }

  static class Stack {
    final AtomicReference<Node> top = new AtomicReference<>();

    void push(int x) {
      while (true) {
        Node node = top.get();
        if (top.compareAndSet(node, new Node(x, node))) return;
      }
    }

    Integer pop() {
      while (true) {
        Node node = top.get();
        if (node == null) return null;
        if (top.compareAndSet(node, node.next)) return node.value;
      }
    }
  }

  /** Does not look whether somebody else was faster. */
  static class Careless extends Stack {
    @Override Integer pop() {
      Node node = top.get();
      if (node == null) return null;
      top.set(node.next);
      return node.value;
    }
  }

  static class Sequential {
    private final ArrayDeque<Integer> items = new ArrayDeque<>();

    void push(int x) {
      items.push(x);
    }

    Integer pop() {
      return items.poll();
    }
  }

  private static void use(History stack) {
    Interleave.together(() -> {
      stack.call("push", 1);
      stack.call("pop");
    }, () -> stack.call("pop"));
  }

  @Interleaved
  @Linearizable(object = Stack.class, as = Sequential.class)
  void stackIsLinearizable(History stack) {
    use(stack);
  }

  // ---- those that must fail ----

  static class Broken {
    final AtomicInteger a = new AtomicInteger();
    final AtomicInteger b = new AtomicInteger();
    final AtomicBoolean locked = new AtomicBoolean();

    @Interleaved(preemptions = 1) void lost() {
      Action add = () -> a.set(a.get() + 1);
      Interleave.together(add, add);
      assertEquals(2, a.get(), "both counted");
    }

    @Invariant("a is never ahead of b") boolean ordered() {
      return a.get() <= b.get() || b.get() < 0;
    }

    @Invariant(value = "b is even in the end", atEnd = true) boolean even() {
      return b.get() % 2 == 0;
    }

    @Interleaved void ahead() {
      Interleave.together(a::incrementAndGet);
    }

    @Interleaved void odd() {
      Interleave.together(b::incrementAndGet);
    }

    @Interleaved(progress = Progress.Level.LOCK_FREE) void waits() {
      Action visit = () -> {
        while (locked.getAndSet(true)) Thread.onSpinWait();
        locked.set(false);
      };
      Interleave.together(visit, visit);
    }

    @Interleaved
    @Linearizable(object = Careless.class, as = Sequential.class)
    void stack(History stack) {
      use(stack);
    }

    @Interleaved(preemptions = -1) void negative() {
      Interleave.together(a::get);
    }

    @Interleaved void parameter(History none) {
      Interleave.together(a::get);
    }

    @Interleaved(replay = "1.z") void anotherToken() {
      Interleave.together(b::get, b::get);
    }
  }

  private static final List<String> ORDER = List.of("ahead", "anotherToken", "lost", "negative", "odd", "parameter", "stack", "waits");

  @Test void failuresSayWhatIsWrong() {
    var listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Broken.class)).build(), listener);
    var failures = listener.getSummary().getFailures().stream().collect(Collectors.toMap(
        f -> f.getTestIdentifier().getDisplayName().replaceAll("\\(.*", ""), f -> f.getException()));
    assertEquals(ORDER, failures.keySet().stream().sorted().toList());
    says(failures.get("ahead"), "BROKEN INVARIANT", "a is never ahead of b", "replay");
    says(failures.get("odd"), "BROKEN INVARIANT", "b is even in the end");
    says(failures.get("waits"), "claimed to be lock-free, and is blocking", "locked");
    says(failures.get("stack"), "NOT LINEARIZABLE", "pop() → 1", "a sequential one does pop() → null");
    says(failures.get("lost"), "a is never ahead of b");
    says(failures.get("negative"), "preemptions must be at least 0, and is -1");
    says(failures.get("parameter"), "with @Linearizable, one History");
    says(failures.get("anotherToken"), "does not fit this program");
    assertEquals(Kind.NOT_LINEARIZABLE, ((FailedSchedule) failures.get("stack")).verdict().kind());
  }

  private static void says(Throwable thrown, String... words) {
    for (String word : words) assertTrue(String.valueOf(thrown.getMessage()).contains(word), () -> word + " is missing in " + thrown);
  }

  // ---- bad input, without JUnit ----

  private static void refused(Class<? extends Throwable> kind, String says, org.junit.jupiter.api.function.Executable call) {
    Throwable thrown = assertThrows(kind, call);
    assertTrue(String.valueOf(thrown.getMessage()).contains(says), thrown.toString());
  }

  @Test void badInputIsRefused() {
    refused(NullPointerException.class, "Interleave.explore(() -> { ... })", () -> Interleave.explore(null));
    refused(NullPointerException.class, "Options.standard()", () -> Interleave.explore(null, () -> { }));
    refused(IllegalArgumentException.class, "executions must be at least 1", () -> Options.standard().executions(0));
    refused(IllegalArgumentException.class, "effort must be at least 1", () -> Options.standard().effort(0));
    refused(IllegalArgumentException.class, "millis must be at least 1", () -> Options.standard().millis(-5));
    refused(IllegalArgumentException.class, "stands at the end of a failed verdict", () -> Interleave.replay("hello", () -> { }));
    refused(IllegalArgumentException.class, "stands at the end of a failed verdict", () -> Interleave.replay("zzzzzz.1", () -> { }));
    refused(IllegalArgumentException.class, "no token", () -> Interleave.replay(null, () -> { }));
    refused(IllegalArgumentException.class, "does not fit this program", () -> Interleave.replay("1.z", () -> Interleave.together(new AtomicInteger()::get, new AtomicInteger()::get)));
    refused(IllegalStateException.class, "inside a scenario", () -> new History(new Stack(), Sequential::new).call("pop"));
    refused(NullPointerException.class, "sequential", () -> new History(new Stack(), null));
    assertTrue(Interleave.explore(() -> Interleave.together((Action) null)).cause().contains("an action is null"));
    assertTrue(Interleave.explore(() -> new History(new Stack(), Sequential::new).call("psh", 1)).cause().contains("Stack has no method psh that takes [1]"));
  }
}

package lockstep.sidebyside;

import java.util.List;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Scenario;
import lockstep.sidebyside.Containers.*;
import lockstep.sidebyside.Counters.*;

/**
 * A class for both tools to judge, and the same calls by the same threads for both. A thread's calls are written {@code put 1, take}; two threads make them at
 * once, and what they return must be explained by the sequential class.
 */
record Subject(Class<?> type, Class<?> sequential, List<String> calls, boolean right, boolean weak, Scenario scenario) {
  private static final List<String> ADDING = List.of("add, add", "add");
  private static final List<String> FILLING = List.of("put 1, take", "put 2, take");
  private static final List<String> KEEPING = List.of("keep 1, keep 3", "keep 2");

  String name() {
    return type.getSimpleName();
  }

  static List<Subject> all() {
    return List.of(
        counter(LookThenTake.class, false, false, () -> add(new LookThenTake())),
        counter(TriesOnce.class, false, false, () -> add(new TriesOnce())),
        counter(TicketInTwoSteps.class, false, false, () -> add(new TicketInTwoSteps())),
        counter(GetThenSet.class, false, false, () -> add(new GetThenSet())),
        counter(TwoMonitors.class, false, false, () -> add(new TwoMonitors())),
        bag(PushBySet.class, PlainStack.class, false, () -> stack(new PushBySet())),
        bag(PopBySet.class, PlainStack.class, false, () -> stack(new PopBySet())),
        bag(LinksBySet.class, PlainQueue.class, false, () -> queue(new LinksBySet())),
        bag(TakesBySet.class, PlainQueue.class, false, () -> queue(new TakesBySet())),
        first(LookThenPut.class, false, () -> keep(new LookThenPut())),
        counter(SwapLock.class, true, false, () -> add(new SwapLock())),
        counter(TicketLock.class, true, false, () -> add(new TicketLock())),
        counter(ByIncrement.class, true, false, () -> add(new ByIncrement())),
        counter(ByCompareAndSet.class, true, false, () -> add(new ByCompareAndSet())),
        counter(Monitor.class, true, false, () -> add(new Monitor())),
        bag(Treiber.class, PlainStack.class, true, () -> stack(new Treiber())),
        bag(MichaelScott.class, PlainQueue.class, true, () -> queue(new MichaelScott())),
        first(ByPutIfAbsent.class, true, () -> keep(new ByPutIfAbsent())),
        counter(WeakLocks.OpaqueUnlock.class, false, true, () -> add(new WeakLocks.OpaqueUnlock())),
        counter(WeakLocks.AcquireUnlock.class, false, true, () -> add(new WeakLocks.AcquireUnlock())),
        counter(WeakLocks.PlainSwap.class, false, true, () -> add(new WeakLocks.PlainSwap())),
        counter(WeakLocks.ReleaseSwap.class, false, true, () -> add(new WeakLocks.ReleaseSwap())),
        counter(WeakLocks.AcquireOnTestOnly.class, false, true, () -> add(new WeakLocks.AcquireOnTestOnly())),
        counter(WeakLocks.TicketServesOpaque.class, false, true, () -> add(new WeakLocks.TicketServesOpaque())),
        counter(WeakLocks.TicketLooksOpaque.class, false, true, () -> add(new WeakLocks.TicketLooksOpaque())));
  }

  private static Subject counter(Class<?> type, boolean right, boolean weak, Scenario scenario) {
    return new Subject(type, Plain.class, ADDING, right, weak, scenario);
  }

  private static Subject bag(Class<?> type, Class<?> sequential, boolean right, Scenario scenario) {
    return new Subject(type, sequential, FILLING, right, false, scenario);
  }

  private static Subject first(Class<?> type, boolean right, Scenario scenario) {
    return new Subject(type, PlainFirst.class, KEEPING, right, false, scenario);
  }

  // ---- the scenarios for interleave ----

  private static void add(Counter counter) {
    var history = new History(counter, Plain::new);
    Interleave.together(() -> {
      history.call("add");
      history.call("add");
    }, () -> history.call("add"));
    history.check();
  }

  private static void stack(Bag bag) {
    fill(new History(bag, PlainStack::new));
  }

  private static void queue(Bag bag) {
    fill(new History(bag, PlainQueue::new));
  }

  private static void fill(History history) {
    Interleave.together(() -> {
      history.call("put", 1);
      history.call("take");
    }, () -> {
      history.call("put", 2);
      history.call("take");
    });
    history.check();
  }

  private static void keep(First first) {
    var history = new History(first, PlainFirst::new);
    Interleave.together(() -> {
      history.call("keep", 1);
      history.call("keep", 3);
    }, () -> history.call("keep", 2));
    history.check();
  }
}

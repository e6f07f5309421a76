package lockstep.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.Test;

/** On one thread a model does what the real class does: the same program runs outside and inside an exploration. */
class SameResultsTest {
  private static void same(String real, Scenario modelled) {
    Verdict v = Interleave.explore(Options.standard().surprises(0), modelled);
    assertEquals(Set.of(real), v.passed() ? v.outcomes() : Set.of(v.toString()));
  }

  // ---- VarHandles: fields, static fields, elements; of each kind ----

  static class Fields {
    static final VarHandle INT = field("i", int.class);
    static final VarHandle LONG = field("l", long.class);
    static final VarHandle BOOLEAN = field("z", boolean.class);
    static final VarHandle BYTE = field("b", byte.class);
    static final VarHandle SHORT = field("s", short.class);
    static final VarHandle CHAR = field("c", char.class);
    static final VarHandle DOUBLE = field("d", double.class);
    static final VarHandle FLOAT = field("f", float.class);
    static final VarHandle TEXT = field("t", String.class);
    static final VarHandle STATIC = staticField();
    static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(int[].class);
    static final VarHandle REFERENCE = MethodHandles.arrayElementVarHandle(String[].class);
    static int shared;
    int i;
    long l;
    boolean z;
    byte b;
    short s;
    char c;
    double d;
    float f;
    String t = "a";

    private static VarHandle field(String name, Class<?> type) {
      try {
        return MethodHandles.lookup().findVarHandle(Fields.class, name, type);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private static VarHandle staticField() {
      try {
        return MethodHandles.lookup().findStaticVarHandle(Fields.class, "shared", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  static String handles() {
    List<Object> r = new ArrayList<>();
    Fields o = new Fields();
    Fields.INT.set(o, 1);
    r.add((int) Fields.INT.get(o));
    Fields.INT.setOpaque(o, 2);
    r.add((int) Fields.INT.getOpaque(o));
    Fields.INT.setRelease(o, 3);
    r.add((int) Fields.INT.getAcquire(o));
    Fields.INT.setVolatile(o, 4);
    r.add((int) Fields.INT.getVolatile(o));
    r.add(Fields.INT.compareAndSet(o, 4, 5));
    r.add(Fields.INT.compareAndSet(o, 4, 6));
    r.add(Fields.INT.weakCompareAndSet(o, 5, 6));
    r.add(Fields.INT.weakCompareAndSetPlain(o, 6, 7));
    r.add(Fields.INT.weakCompareAndSetAcquire(o, 7, 8));
    r.add(Fields.INT.weakCompareAndSetRelease(o, 8, 9));
    r.add((int) Fields.INT.compareAndExchange(o, 9, 10));
    r.add((int) Fields.INT.compareAndExchangeAcquire(o, 0, 11));
    r.add((int) Fields.INT.compareAndExchangeRelease(o, 10, 12));
    r.add((int) Fields.INT.getAndSet(o, 13));
    r.add((int) Fields.INT.getAndSetAcquire(o, 14));
    r.add((int) Fields.INT.getAndSetRelease(o, 15));
    r.add((int) Fields.INT.getAndAdd(o, 16));
    r.add((int) Fields.INT.getAndAddAcquire(o, 17));
    r.add((int) Fields.INT.getAndAddRelease(o, -18));
    r.add((int) Fields.INT.getAndBitwiseOr(o, 64));
    r.add((int) Fields.INT.getAndBitwiseOrAcquire(o, 128));
    r.add((int) Fields.INT.getAndBitwiseOrRelease(o, 256));
    r.add((int) Fields.INT.getAndBitwiseAnd(o, -1));
    r.add((int) Fields.INT.getAndBitwiseAndAcquire(o, ~64));
    r.add((int) Fields.INT.getAndBitwiseAndRelease(o, ~128));
    r.add((int) Fields.INT.getAndBitwiseXor(o, 3));
    r.add((int) Fields.INT.getAndBitwiseXorAcquire(o, 5));
    r.add((int) Fields.INT.getAndBitwiseXorRelease(o, 9));
    r.add(o.i);
    r.add((long) Fields.LONG.getAndAdd(o, 1L << 40));
    r.add((long) Fields.LONG.getAndBitwiseXor(o, 5L));
    r.add((boolean) Fields.BOOLEAN.getAndBitwiseOr(o, true));
    r.add((boolean) Fields.BOOLEAN.getAndBitwiseXor(o, true));
    r.add((byte) Fields.BYTE.getAndAdd(o, (byte) 127) + (byte) Fields.BYTE.getAndAdd(o, (byte) 3) + o.b);
    r.add((short) Fields.SHORT.getAndBitwiseOr(o, (short) 12) + (short) Fields.SHORT.getVolatile(o));
    r.add((char) Fields.CHAR.getAndSet(o, 'x') + "" + (char) Fields.CHAR.getAndAdd(o, (char) 1) + o.c);
    r.add((double) Fields.DOUBLE.getAndAdd(o, 1.5) + (double) Fields.DOUBLE.getAndSet(o, 2.5) + o.d);
    r.add((float) Fields.FLOAT.getAndAdd(o, 1.5f) + o.f);
    r.add((String) Fields.TEXT.getAndSet(o, "b") + Fields.TEXT.compareAndSet(o, "b", "c")
        + (String) Fields.TEXT.getAcquire(o));
    r.add((int) Fields.STATIC.getAndAdd(7) + (int) Fields.STATIC.getAndSet(0));
    int[] values = {1, 2};
    r.add((int) Fields.ELEMENT.getAndAdd(values, 1, 5) + (int) Fields.ELEMENT.compareAndExchange(values, 0, 1, 9)
        + values[0] + values[1]);
    String[] texts = {"p"};
    r.add((String) Fields.REFERENCE.getAndSetRelease(texts, 0, "q") + texts[0]);
    r.add(Fields.INT.varType() + " " + Fields.ELEMENT.coordinateTypes());
    try {
      Fields.ELEMENT.setVolatile(values, 2, 1);
    } catch (IndexOutOfBoundsException e) {
      r.add("beyond");
    }
    VarHandle.fullFence();
    VarHandle.acquireFence();
    VarHandle.releaseFence();
    return r.toString();
  }

  @Test void varHandles() {
    same(handles(), () -> Interleave.observe(handles()));
  }

  // ---- atomics ----

  static String numbers() {
    List<Object> r = new ArrayList<>();
    AtomicInteger i = new AtomicInteger(3);
    i.setPlain(4);
    i.setOpaque(i.getPlain() + 1);
    i.setRelease(i.getOpaque() + 1);
    i.lazySet(i.getAcquire() + 1);
    r.addAll(List.of(i.get(), i.getAndIncrement(), i.getAndDecrement(), i.incrementAndGet(), i.decrementAndGet(),
        i.getAndAdd(5), i.addAndGet(-2)));
    r.addAll(List.of(i.getAndUpdate(x -> x * 2), i.updateAndGet(x -> x + 1), i.getAndAccumulate(3, (a, b) -> a - b),
        i.accumulateAndGet(4, Math::max), i.getAndSet(9)));
    r.addAll(List.of(i.compareAndSet(9, 1), i.compareAndSet(9, 2), i.weakCompareAndSetVolatile(1, 2),
        i.weakCompareAndSetPlain(2, 3), i.weakCompareAndSetAcquire(3, 4),
        i.weakCompareAndSetRelease(4, 5), i.compareAndExchange(5, 6), i.compareAndExchangeAcquire(5, 7),
            i.compareAndExchangeRelease(6, 8), i.intValue(), i.longValue(), i.doubleValue(),
        i.floatValue(), i.toString(), i.byteValue()));
    AtomicLong l = new AtomicLong(1L << 40);
    r.addAll(List.of(l.getAndIncrement(), l.addAndGet(3), l.updateAndGet(x -> x / 2), l.getAndAccumulate(7, Long::sum),
        l.compareAndExchange(0, 1), l.getAndSet(2), l.intValue(), l));
    AtomicBoolean z = new AtomicBoolean();
    r.addAll(List.of(z.getAndSet(true), z.compareAndSet(true, false), z.compareAndExchange(false, true), z.getAcquire(),
        z.getPlain(), z.getOpaque(), z));
    LongAdder a = new LongAdder();
    a.add(5);
    a.increment();
    a.decrement();
    r.addAll(List.of(a.sum(), a.intValue(), a.sumThenReset(), a.longValue(), a.toString()));
    DoubleAdder d = new DoubleAdder();
    d.add(1.5);
    r.addAll(List.of(d.sum(), d.sumThenReset(), d.doubleValue(), d.floatValue(), d));
    LongAccumulator m = new LongAccumulator(Math::max, -1);
    m.accumulate(4);
    m.accumulate(2);
    r.addAll(List.of(m.get(), m.getThenReset(), m.intValue(), m));
    DoubleAccumulator n = new DoubleAccumulator(Math::min, 9);
    n.accumulate(4);
    n.reset();
    r.addAll(List.of(n.get(), n.getThenReset(), n.longValue(), n));
    return r.toString();
  }

  static class Updated {
    static final AtomicIntegerFieldUpdater<Updated> I = AtomicIntegerFieldUpdater.newUpdater(Updated.class, "i");
    static final AtomicLongFieldUpdater<Updated> L = AtomicLongFieldUpdater.newUpdater(Updated.class, "l");
    static final AtomicReferenceFieldUpdater<Updated, String> T = AtomicReferenceFieldUpdater.newUpdater(Updated.class,
        String.class, "t");
    volatile int i;
    volatile long l;
    volatile String t = "x";
  }

  static String others() {
    List<Object> r = new ArrayList<>();
    AtomicReference<String> s = new AtomicReference<>("a");
    r.addAll(List.of(s.getAndSet("b"), s.compareAndSet("b", "c"), s.compareAndExchange("c", "d"),
        s.updateAndGet(x -> x + x), s.getAndUpdate(x -> "e"),
        s.accumulateAndGet("f", String::concat), s.getAndAccumulate("g", String::concat), s.getPlain(), s.getOpaque(),
            s.getAcquire(), s));
    AtomicIntegerArray ints = new AtomicIntegerArray(new int[] {1, 2, 3});
    r.addAll(List.of(ints.length(), ints.getAndAdd(1, 5), ints.incrementAndGet(2), ints.compareAndSet(0, 1, 8),
        ints.getAndUpdate(0, x -> -x), ints.accumulateAndGet(1, 3, Integer::sum), ints));
    AtomicLongArray longs = new AtomicLongArray(2);
    longs.set(1, 4);
    r.addAll(List.of(longs.getAndSet(1, 5), longs.decrementAndGet(0), longs.compareAndExchange(1, 5, 6), longs));
    AtomicReferenceArray<String> texts = new AtomicReferenceArray<>(new String[] {"p", "q"});
    r.addAll(List.of(texts.getAndSet(0, "r"), texts.compareAndSet(1, "q", "t"), texts.updateAndGet(1, x -> x + "!"),
        texts));
    AtomicStampedReference<String> stamped = new AtomicStampedReference<>("a", 1);
    int[] stamp = new int[1];
    r.addAll(List.of(stamped.get(stamp), stamp[0], stamped.compareAndSet("a", "b", 0, 2),
        stamped.compareAndSet("a", "b", 1, 2), stamped.attemptStamp("b", 7), stamped.getStamp(),
        stamped.getReference(), stamped.weakCompareAndSet("b", "c", 7, 8)));
    AtomicMarkableReference<String> marked = new AtomicMarkableReference<>("a", false);
    boolean[] mark = new boolean[1];
    r.addAll(List.of(marked.get(mark), mark[0], marked.attemptMark("a", true), marked.isMarked(),
        marked.compareAndSet("a", "b", false, true), marked.getReference()));
    Updated u = new Updated();
    r.addAll(List.of(Updated.I.incrementAndGet(u), Updated.I.getAndAdd(u, 4), Updated.I.compareAndSet(u, 5, 6),
        Updated.I.updateAndGet(u, x -> x * 3), Updated.L.getAndSet(u, 9),
        Updated.L.accumulateAndGet(u, 3, (x, y) -> x % y), Updated.T.getAndSet(u, "y"),
            Updated.T.compareAndSet(u, "y", "z"), Updated.T.get(u), u.i, u.l, u.t));
    return r.toString();
  }

  @Test void atomics() {
    same(numbers(), () -> Interleave.observe(numbers()));
    same(others(), () -> Interleave.observe(others()));
  }
}

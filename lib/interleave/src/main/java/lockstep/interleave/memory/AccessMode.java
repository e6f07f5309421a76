package lockstep.interleave.memory;

/**
 * What an access mode does, all of it. Three questions decide: which stores may a load still see, what does a load learn from the
 * store it saw, and what does a store carry to those who will see it.
 *
 * <p>Read the subclasses in order: {@link Plain}, {@link Opaque}, {@link Acquire}, {@link Release}, {@link Volatile}.
 *
 * <p>Sources: the API documentation of {@link java.lang.invoke.VarHandle}; Doug Lea, <i>Using JDK 9 Memory Order Modes</i>; Bender
 * and Palsberg, <i>A Formalization of Java's Concurrent Access Modes</i>, OOPSLA 2019; for the operational form, Kang et al.,
 * <i>A Promising Semantics for Relaxed-Memory Concurrency</i>, POPL 2017, without its promises.
 */
public abstract class AccessMode {
  public static final AccessMode PLAIN = new Plain();
  public static final AccessMode OPAQUE = new Opaque();
  public static final AccessMode ACQUIRE = new Acquire();
  public static final AccessMode RELEASE = new Release();
  public static final AccessMode VOLATILE = new Volatile();

  AccessMode() {}

  /** The oldest store, as an index into the place's stores, that a load by {@code reader} may still see. */
  abstract int oldestVisible(Location place, View reader);

  /** {@code reader} has read {@code store}: what does it learn? */
  abstract void read(View reader, Location place, Store store);

  /** {@code writer} is about to store: what does the store carry? Null for nothing. */
  abstract Message message(View writer, Location place);

  /** May a store of this mode take its place in the place's order before stores that others made earlier? */
  abstract boolean mayFallBehind();

  /** Does a load of this mode order what follows it? */
  public boolean acquires() {
    return false;
  }

  /** Does a store of this mode order what precedes it? */
  public boolean releases() {
    return false;
  }

  @Override public String toString() {
    return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }
}

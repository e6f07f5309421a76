package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.VOLATILE;

/** Models {@link java.util.concurrent.atomic.AtomicStampedReference}: reference and stamp change in one step. */
public class AtomicStampedReference<V> {
  private final Cell cell;

  private record Pair<V>(V reference, int stamp) {}

  public AtomicStampedReference(V reference, int stamp) {
    cell = new Cell("AtomicStampedReference", new Pair<>(reference, stamp), false);
  }

  @SuppressWarnings("unchecked")
  private Pair<V> pair() {
    return (Pair<V>) Access.get(cell, VOLATILE);
  }

  public V getReference() {
    return pair().reference;
  }

  public int getStamp() {
    return pair().stamp;
  }

  public V get(int[] stampHolder) {
    Pair<V> pair = pair();
    stampHolder[0] = pair.stamp;
    return pair.reference;
  }

  public boolean weakCompareAndSet(V expected, V newReference, int expectedStamp, int newStamp) {
    return compareAndSet(expected, newReference, expectedStamp, newStamp);
  }

  /** As in the JDK: reads the pair, compares, and replaces that very pair. */
  public boolean compareAndSet(V expected, V newReference, int expectedStamp, int newStamp) {
    Pair<V> now = pair();
    if (now.reference != expected || now.stamp != expectedStamp) return false;
    if (newReference == now.reference && newStamp == now.stamp) return true;
    return Access.compareAndSet(cell, now, new Pair<>(newReference, newStamp), VOLATILE, VOLATILE, false);
  }

  public void set(V newReference, int newStamp) {
    Pair<V> now = pair();
    if (now.reference != newReference || now.stamp != newStamp) Access.set(cell, new Pair<>(newReference, newStamp), VOLATILE);
  }

  public boolean attemptStamp(V expected, int newStamp) {
    return compareAndSet(expected, expected, pair().stamp, newStamp);
  }
}

package lockstep.interleave.model;

import static lockstep.interleave.memory.AccessMode.VOLATILE;

/** Models {@link java.util.concurrent.atomic.AtomicMarkableReference}: reference and mark change in one step. */
public class AtomicMarkableReference<V> {
  private final Cell cell;

  private record Pair<V>(V reference, boolean mark) {}

  public AtomicMarkableReference(V reference, boolean mark) {
    cell = new Cell("AtomicMarkableReference", new Pair<>(reference, mark), false);
  }

  @SuppressWarnings("unchecked")
  private Pair<V> pair() {
    return (Pair<V>) Access.get(cell, VOLATILE);
  }

  public V getReference() {
    return pair().reference;
  }

  public boolean isMarked() {
    return pair().mark;
  }

  public V get(boolean[] markHolder) {
    Pair<V> pair = pair();
    markHolder[0] = pair.mark;
    return pair.reference;
  }

  public boolean weakCompareAndSet(V expected, V newReference, boolean expectedMark, boolean newMark) {
    return compareAndSet(expected, newReference, expectedMark, newMark);
  }

  /** As in the JDK: reads the pair, compares, and replaces that very pair. */
  public boolean compareAndSet(V expected, V newReference, boolean expectedMark, boolean newMark) {
    Pair<V> now = pair();
    if (now.reference != expected || now.mark != expectedMark) return false;
    if (newReference == now.reference && newMark == now.mark) return true;
    return Access.compareAndSet(cell, now, new Pair<>(newReference, newMark), VOLATILE, VOLATILE, false);
  }

  public void set(V newReference, boolean newMark) {
    Pair<V> now = pair();
    if (now.reference != newReference || now.mark != newMark) Access.set(cell, new Pair<>(newReference, newMark), VOLATILE);
  }

  public boolean attemptMark(V expected, boolean newMark) {
    return compareAndSet(expected, expected, pair().mark, newMark);
  }
}

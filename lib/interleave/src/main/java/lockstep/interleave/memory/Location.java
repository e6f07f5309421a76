package lockstep.interleave.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * One place in memory - a field, an array element, the inside of an {@code AtomicInteger} - with the stores it has seen.
 *
 * <p>The stores stand in one order, the place's <i>modification order</i>, on which all threads agree. The newest is the value that
 * the place really holds; the older ones are there for loads that lag behind. Threads run one at a time, so this class needs no
 * locking. Subclasses say where the value lives.
 */
public abstract class Location {
  /** Older stores than this many are forgotten: a load lags behind only so far. */
  private static final int MEMORY = 24;

  private final List<Store> stores = new ArrayList<>(4);
  private Message volatileStores;
  /** Names the volatile stores that took their place behind others which were made later in the run. */
  private long lateVolatiles;
  private final Footprint plainReads = new Footprint();
  private final Footprint plainWrites = new Footprint();
  private final Footprint reads = new Footprint();
  private final Footprint writes = new Footprint();

  /** The value that the place really holds. */
  public abstract Object peek();

  /** Replaces it. */
  public abstract void poke(Object value);

  /** Are values compared by content (primitives) or by identity (references)? */
  protected abstract boolean primitive();

  // ---- plain accesses, by the fields' own bytecode: only checked here ----

  /** A plain load is about to happen. */
  public final void plainRead(View reader, int site) {
    plainRead(reader, null, site);
  }

  /** The same, of an object reached through a final field: what its maker knew at the end of its constructor is visible too ({@code frozen}, may be null). */
  public final void plainRead(View reader, Clock frozen, int site) {
    if (frozen == null || !covered(reader, frozen)) {
      check(reader, plainWrites, false, true, true, true);
      check(reader, writes, false, true, true, false);
    }
    plainReads.mark(reader, site);
  }

  /** A plain load that its thread may yet disown, as an optimistic reader does: it must have the stores behind it, but later stores need not have it behind them. */
  public final void optimisticRead(View reader) {
    check(reader, plainWrites, false, true, true, true);
    check(reader, writes, false, true, true, false);
  }

  /** A plain store is about to happen. It has everything else behind it, or it is a race: older stores can be forgotten. */
  public final void plainWrite(View writer, int site) {
    check(writer, plainWrites, true, true, true, true);
    check(writer, writes, true, true, true, false);
    check(writer, plainReads, true, true, false, true);
    check(writer, reads, true, true, false, false);
    plainWrites.mark(writer, site);
    writer.storedPlainly();
    stores.clear();
    volatileStores = null;
    lateVolatiles = 0;
  }

  // ---- accesses in the other modes ----

  /** Loads: picks one of the stores that {@code mode} lets the reader see. */
  public final Store load(View reader, AccessMode mode, Choices choices, int site) {
    check(reader, plainWrites, false, false, true, true);
    base();
    int oldest = mode.oldestVisible(this, reader);
    int back = oldest < newest() ? choices.weakness(newest() - oldest + 1) : 0;
    Store seen = stores.get(newest() - back);
    seen.readBy(reader);
    mode.read(reader, this, seen);
    reads.mark(reader, site);
    return seen;
  }

  /**
   * The reading half of a read-modify-write. Most often it sees the newest store; but it may see an older one that the mode still lets it see, if no other
   * update has read that one: then its own store goes in between (another thread's release store, say, may still be on its way).
   *
   * @param failsUnless for a compare-and-set, the value that it expects: a store of any other value may be seen whatever follows it, since then nothing is stored
   */
  public final Store loadForUpdate(View reader, AccessMode mode, boolean compares, Object failsUnless, Choices choices, int site) {
    check(reader, plainWrites, false, false, true, true);
    base();
    int oldest = mode.oldestVisible(this, reader);
    int[] allowed = null;
    int count = 1;
    for (int i = newest() - 1; i >= oldest; i--) {
      boolean stores = !compares || same(this.stores.get(i).value, failsUnless);
      if (stores && this.stores.get(i + 1).update) continue;
      if (allowed == null) {
        allowed = new int[newest() + 1];
        allowed[0] = newest();
      }
      allowed[count++] = i;
    }
    Store seen = count == 1 ? newestStore() : stores.get(allowed[choices.weakness(count)]);
    seen.readBy(reader);
    mode.read(reader, this, seen);
    reads.mark(reader, site);
    return seen;
  }

  /** Are these the same value, as compare-and-set compares? */
  public final boolean same(Object a, Object b) {
    return a == b || primitive() && a != null && a.equals(b);
  }

  /** Stores. A weak store may fall in behind stores that others made earlier and that nothing puts before it. */
  public final Store store(View writer, AccessMode mode, Object value, Choices choices, int site, long name) {
    beforeStore(writer, site);
    int behind = mode.mayFallBehind() ? fallBehind(writer, choices) : 0;
    return insert(behind, writer, mode, false, null, value, site, name);
  }

  /**
   * The writing half of a read-modify-write: goes directly behind the store that its reading half saw.
   *
   * <p>It passes on what that store carried: a release sequence. Updates alone continue one; a mere later store by the releasing
   * thread does not (in C++11 it did; C++20 dropped it, and nothing in Java ever promised it).
   */
  public final Store update(View writer, AccessMode mode, Store read, Object value, int site, long name) {
    beforeStore(writer, site);
    int behind = 0;
    while (stores.get(newest() - behind) != read) behind++;
    return insert(behind, writer, mode, true, read.message, value, site, name);
  }

  private void beforeStore(View writer, int site) {
    check(writer, plainWrites, true, false, true, true);
    check(writer, plainReads, true, false, false, true);
    base();
    writes.mark(writer, site);
  }

  /** How many of the newest stores may this one stand before? None that the writer knows of, and not between an update and its source. */
  private int fallBehind(View writer, Choices choices) {
    int newest = newest();
    int[] allowed = null;
    int count = 1;
    for (int b = 1; b <= newest && !stores.get(newest - b + 1).hidesOlder(writer); b++) {
      if (stores.get(newest - b + 1).update) continue;
      if (allowed == null) allowed = new int[newest + 1];
      allowed[count++] = b;
    }
    if (count == 1) return 0;
    return allowed[choices.weakness(count)];
  }

  private Store insert(int behind, View writer, AccessMode mode, boolean update, Message passedOn, Object value, int site, long name) {
    int tick = writer.now();
    Message message = Message.join(mode.message(writer, this), passedOn);
    Store store = new Store(value, writer, mode, update, message, tick, site, name);
    stores.add(stores.size() - behind, store);
    if (behind == 0) poke(value);
    else if (mode == AccessMode.VOLATILE) lateVolatiles = 31 * lateVolatiles + name;
    if (stores.size() > MEMORY) stores.remove(0);
    return store;
  }

  // ---- for the access modes ----

  final int newest() {
    return stores.size() - 1;
  }

  final int oldestCoherent(View reader) {
    int i = newest();
    while (i > 0 && !stores.get(i).hidesOlder(reader)) i--;
    return i;
  }

  final int newestVolatile() {
    int i = newest();
    while (i > 0 && stores.get(i).mode != AccessMode.VOLATILE) i--;
    return i;
  }

  final Message volatileStores() {
    return volatileStores;
  }

  final void volatileStore(Message message) {
    volatileStores = Message.join(volatileStores, message);
  }

  /** The store that directly follows {@code made}, which is not the newest. */
  public final Store follower(Store made) {
    return stores.get(stores.indexOf(made) + 1);
  }

  /** Names what a load depends on: the store that it saw, and for a volatile one also which volatile stores it came after, where the store does not tell. */
  public final long dependsOn(Store seen, AccessMode mode) {
    return mode == AccessMode.VOLATILE ? seen.name + lateVolatiles : seen.name;
  }

  /** The newest store; made from the value at hand if all before it was plain. */
  public final Store newestStore() {
    base();
    return stores.get(newest());
  }

  private void base() {
    if (stores.isEmpty()) stores.add(new Store(peek(), null, AccessMode.PLAIN, false, null, 0, -1, 0));
  }

  private boolean covered(View reader, Clock frozen) {
    return plainWrites.covered(reader, frozen) && writes.covered(reader, frozen);
  }

  private void check(View second, Footprint first, boolean secondWrites, boolean secondPlain, boolean firstWrites, boolean firstPlain) {
    int other = first.unorderedWith(second);
    if (other >= 0) throw new DataRace(second, secondWrites, secondPlain, other, first, firstWrites, firstPlain);
  }
}

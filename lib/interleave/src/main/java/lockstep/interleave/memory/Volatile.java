package lockstep.interleave.memory;

/**
 * Volatile: acquire and release, and one total order over all volatile accesses, of all places. Here that order is the order in which they
 * are run. So a volatile load never misses a volatile store that came before it. It may miss a mere release or opaque store: those
 * stand outside the total order.
 *
 * <p>A volatile load is ordered after <i>every</i> earlier volatile store to its place, not only after the one that it reads (JLS
 * 17.4.4: a volatile write synchronizes with all subsequent reads).
 */
final class Volatile extends AccessMode {
  @Override int oldestVisible(Location place, View reader) {
    return Math.max(place.oldestCoherent(reader), place.newestVolatile());
  }

  @Override void read(View reader, Location place, Store store) {
    reader.learn(store.message);
    reader.learn(place.volatileStores());
  }

  @Override Message message(View writer, Location place) {
    Message message = writer.publish();
    place.volatileStore(message);
    return message;
  }

  @Override boolean mayFallBehind() {
    return false;
  }

  @Override public boolean acquires() {
    return true;
  }

  @Override public boolean releases() {
    return true;
  }
}

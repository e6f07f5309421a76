package lockstep.interleave.memory;

/**
 * Plain: an ordinary field, or {@code get} and {@code set} of a VarHandle. It orders nothing and promises nothing between threads.
 * Two plain accesses to one place, or a plain and any other, at least one of them a store, need a happens-before between them.
 * Without it they are a data race, and {@link Location} refuses it. Race free, a load sees the newest store and no other.
 */
final class Plain extends AccessMode {
  @Override int oldestVisible(Location place, View reader) {
    return place.newest();
  }

  @Override void read(View reader, Location place, Store store) {
    // learns nothing
  }

  @Override Message message(View writer, Location place) {
    return null;
  }

  @Override boolean mayFallBehind() {
    return false;
  }
}

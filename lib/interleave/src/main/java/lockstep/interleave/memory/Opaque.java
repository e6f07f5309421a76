package lockstep.interleave.memory;

/**
 * Opaque: one place by itself is coherent. All threads agree on the order of its stores; whoever has seen a store never sees an
 * older one. Other places are not ordered at all, so a load may lag behind and see an old store that nothing forbids.
 * (C++: {@code memory_order_relaxed}.)
 */
class Opaque extends AccessMode {
  @Override int oldestVisible(Location place, View reader) {
    return place.oldestCoherent(reader);
  }

  @Override void read(View reader, Location place, Store store) {
    reader.remember(store.message); // of use only to an acquire fence
  }

  @Override Message message(View writer, Location place) {
    return writer.fenced(); // of use only after a release fence
  }

  @Override boolean mayFallBehind() {
    return true;
  }
}

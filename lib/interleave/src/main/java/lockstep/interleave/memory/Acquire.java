package lockstep.interleave.memory;

/**
 * Acquire: a load that orders. If the store it reads was a release, then everything before that release happens before everything
 * after this load. It may lag behind as an opaque load may; it orders once it reads. As a store it is opaque: the writing half of
 * {@code getAndSetAcquire} releases nothing.
 */
final class Acquire extends Opaque {
  @Override void read(View reader, Location place, Store store) {
    reader.learn(store.message);
  }

  @Override public boolean acquires() {
    return true;
  }
}

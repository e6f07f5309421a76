package lockstep.interleave.memory;

/**
 * Release: a store that orders. It carries everything that its thread has done so far to those who read it with acquire. As a load
 * it is opaque: the reading half of {@code getAndSetRelease} acquires nothing.
 */
final class Release extends Opaque {
  @Override Message message(View writer, Location place) {
    return writer.publish();
  }

  @Override public boolean releases() {
    return true;
  }
}

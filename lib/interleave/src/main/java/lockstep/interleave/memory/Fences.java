package lockstep.interleave.memory;

/**
 * What fences do: they lend opaque accesses the order that acquire and release have.
 *
 * <p>An acquire fence makes the opaque loads before it count as acquires. A release fence makes the opaque stores after it carry what
 * was known at the fence. A full fence is both, and full fences stand in one total order: whatever was visible before an earlier
 * one may not be overlooked after a later one. (It still makes no happens-before on its own.)
 */
public final class Fences {
  private final Clock sightOfAll = new Clock();

  public void acquire(View thread) {
    thread.acquireFence();
  }

  public void release(View thread) {
    thread.releaseFence();
  }

  public void full(View thread) {
    thread.acquireFence();
    thread.see(sightOfAll);
    sightOfAll.join(thread.sight());
    thread.releaseFence();
  }
}

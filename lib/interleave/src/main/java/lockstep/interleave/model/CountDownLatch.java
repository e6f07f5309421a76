package lockstep.interleave.model;

import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;

/** Models {@link java.util.concurrent.CountDownLatch}: what precedes {@code countDown} happens before what follows {@code await}. */
public class CountDownLatch {
  private long count;

  public CountDownLatch(int count) {
    if (count < 0) throw new IllegalArgumentException("count < 0");
    this.count = count;
  }

  public void await() throws InterruptedException {
    await(Box.FOREVER);
  }

  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return await(unit.toNanos(time));
  }

  private boolean await(long nanos) throws InterruptedException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    boolean open = Box.await(me, "a latch that still counts " + count, () -> count == 0, nanos, true);
    if (open) box.looked(me);
    Box.log(me, this, "latch", null, nanos == Box.FOREVER ? null : open);
    return open;
  }

  public void countDown() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (count > 0) count--;
    box.changed(me);
    Box.log(me, this, "latch", null, "now " + count);
  }

  public long getCount() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    Box.log(me, this, "latch", null, count);
    return count;
  }

  @Override public String toString() {
    return "CountDownLatch[Count = " + getCount() + "]";
  }
}

package lockstep.interleave.model;

import java.util.concurrent.TimeUnit;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/** Models {@link java.util.concurrent.CountDownLatch}: what precedes {@code countDown} happens before what follows {@code await}. */
public class CountDownLatch {
  private long count;

  public CountDownLatch(int count) {
    if (count < 0) throw new IllegalArgumentException("count < 0");
    this.count = count;
  }

  public void await() throws InterruptedException {
    await(false);
  }

  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    return await(true);
  }

  private boolean await(boolean timed) throws InterruptedException {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (me.interrupted) throw Threads.interrupted(me);
    if (count > 0) me.execution.await(me, new Wait("a latch that still counts " + count, null, () -> count == 0 || me.interrupted, timed, false));
    if (count > 0 && me.interrupted) throw Threads.interrupted(me);
    if (count == 0) box.looked(me);
    else me.did(11);
    log(me, null);
    return count == 0;
  }

  public void countDown() {
    Strand me = Strand.current();
    Box box = Box.point(me, this);
    if (count > 0) count--;
    box.changed(me);
    log(me, "now " + count);
  }

  public long getCount() {
    Strand me = Strand.current();
    Box.point(me, this).looked(me);
    return count;
  }

  private void log(Strand me, String result) {
    if (me.execution.recorder != null) me.execution.recorder.call(me, this, "latch", "", result, null);
  }
}

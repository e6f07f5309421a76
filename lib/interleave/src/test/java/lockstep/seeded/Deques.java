package lockstep.seeded;

import static lockstep.interleave.Interleave.check;
import static lockstep.interleave.Interleave.together;
import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.interleave.Scenario;

/**
 * Deques for work stealing. (Chase and Lev, SPAA 2005; Lê, Pop, Cohen, Zappa Nardelli, PPoPP 2013; AMP chapter 16.)
 */
final class Deques {
  private Deques() {}

  /** As in PPoPP 2013, figure 1, without growing: tasks are numbers, 0 is none. */
  static class ChaseLev {
    final AtomicInteger top = new AtomicInteger();
    final AtomicInteger bottom = new AtomicInteger();
    final AtomicIntegerArray tasks = new AtomicIntegerArray(4);

    void push(int task) {
      int b = bottom.getOpaque();
      tasks.setOpaque(b & 3, task);
      VarHandle.releaseFence();
      bottom.setOpaque(b + 1);
    }

    int take() {
      int b = bottom.getOpaque() - 1;
      bottom.setOpaque(b);
      VarHandle.fullFence();
      int t = top.getOpaque();
      if (t > b) {
        bottom.setOpaque(b + 1);
        return 0;
      }
      int task = tasks.getOpaque(b & 3);
      if (t == b) {
        if (!top.compareAndSet(t, t + 1)) task = 0;
        bottom.setOpaque(b + 1);
      }
      return task;
    }

    int steal() {
      int t = top.getAcquire();
      VarHandle.fullFence();
      int b = bottom.getAcquire();
      if (t >= b) return 0;
      int task = tasks.getOpaque(t & 3);
      return top.compareAndSet(t, t + 1) ? task : 0;
    }
  }

  /** The owner works at one end, a thief at the other; no task is done twice, none is lost. */
  static void steal(ChaseLev deque, int tasks) {
    int[] done = new int[tasks + 1];
    int[] stolen = new int[2];
    int[] taken = new int[tasks + 1];
    together(() -> {
      for (int i = 1; i <= tasks; i++) deque.push(i);
      for (int i = 0; i < tasks; i++) taken[i] = deque.take();
    }, () -> {
      stolen[0] = deque.steal();
      stolen[1] = deque.steal();
    });
    for (int task : taken) done[task]++;
    for (int task : stolen) done[task]++;
    for (int task = deque.take(); task != 0; task = deque.take()) done[task]++;
    for (int i = 1; i <= tasks; i++) check(done[i] == 1, "a task done twice, or never");
  }

  @Right(kind = "Chase-Lev deque", source = "PPoPP 2013, figure 1")
  static class ChaseLevDeque implements Scenario {
    @Override public void run() {
      steal(new ChaseLev(), 2);
    }
  }

  @Wrong(kind = "Chase-Lev deque", expect = EXCEPTION,
      source = "PPoPP 2013, section 4: take without the full fence between bottom and top")
  static class TakeWithoutFence implements Scenario {
    @Override public void run() {
      steal(new ChaseLev() {
        @Override int take() {
          int b = bottom.getOpaque() - 1;
          bottom.setRelease(b);
          int t = top.getAcquire();
          if (t > b) {
            bottom.setOpaque(b + 1);
            return 0;
          }
          int task = tasks.getOpaque(b & 3);
          if (t == b) {
            if (!top.compareAndSet(t, t + 1)) task = 0;
            bottom.setOpaque(b + 1);
          }
          return task;
        }
      }, 2);
    }
  }

  @Wrong(kind = "Chase-Lev deque", expect = EXCEPTION,
      source = "PPoPP 2013: steal without the full fence between top and bottom")
  static class StealWithoutFence implements Scenario {
    @Override public void run() {
      steal(new ChaseLev() {
        @Override int steal() {
          int t = top.getAcquire();
          int b = bottom.getAcquire();
          if (t >= b) return 0;
          int task = tasks.getOpaque(t & 3);
          return top.compareAndSet(t, t + 1) ? task : 0;
        }
      }, 2);
    }
  }

  @Wrong(kind = "Chase-Lev deque", expect = EXCEPTION,
      source = "push without the release fence: the thief may see the new bottom and the old task")
  static class PushWithoutFence implements Scenario {
    @Override public void run() {
      steal(new ChaseLev() {
        @Override void push(int task) {
          int b = bottom.getOpaque();
          tasks.setOpaque(b & 3, task);
          bottom.setOpaque(b + 1);
        }
      }, 1);
    }
  }

  @Wrong(kind = "Chase-Lev deque", expect = EXCEPTION,
      source = "the last task is taken without a compare-and-set on top")
  static class LastTaskUncontested implements Scenario {
    @Override public void run() {
      steal(new ChaseLev() {
        @Override int take() {
          int b = bottom.get() - 1;
          bottom.set(b);
          int t = top.get();
          if (t > b) {
            bottom.set(b + 1);
            return 0;
          }
          return tasks.get(b & 3);
        }
      }, 1);
    }
  }

  @Wrong(kind = "Chase-Lev deque", expect = EXCEPTION, source = "the thief moves top by a store")
  static class StealByStore implements Scenario {
    @Override public void run() {
      steal(new ChaseLev() {
        @Override int steal() {
          int t = top.get();
          if (t >= bottom.get()) return 0;
          int task = tasks.get(t & 3);
          top.set(t + 1);
          return task;
        }
      }, 2);
    }
  }

  @Wrong(kind = "Chase-Lev deque", expect = EXCEPTION,
      source = "github.com/ssbl/concurrent-deque/issues/2: the task is read after the compare-and-set; its place may "
          + "have been filled anew")
  static class StealReadsLate implements Scenario {
    static class Small extends ChaseLev {
      final AtomicIntegerArray one = new AtomicIntegerArray(1);

      @Override void push(int task) {
        int b = bottom.get();
        if (b - top.get() >= 1) throw new IllegalStateException("full");
        one.set(0, task);
        bottom.set(b + 1);
      }

      @Override int steal() {
        int t = top.get();
        if (t >= bottom.get()) return 0;
        return top.compareAndSet(t, t + 1) ? one.get(0) : 0;
      }
    }

    @Override public void run() {
      Small deque = new Small();
      int[] stolen = new int[1];
      deque.push(1);
      together(() -> stolen[0] = deque.steal(), () -> {
        if (deque.top.get() == 1) deque.push(2);
      });
      check(stolen[0] != 2 || deque.steal() != 2, "task 2 twice, task 1 never");
    }
  }

  /** Arora, Blumofe, Plaxton, SPAA 1998: an empty deque starts again at 0, so top needs a tag. */
  static class Abp {
    final AtomicInteger age = new AtomicInteger(); // tag << 8 | top
    final AtomicInteger bottom = new AtomicInteger();
    final AtomicIntegerArray tasks = new AtomicIntegerArray(4);

    void push(int task) {
      int b = bottom.get();
      tasks.set(b, task);
      bottom.set(b + 1);
    }

    int steal() {
      int old = age.get();
      if (bottom.get() <= (old & 255)) return 0;
      int task = tasks.get(old & 255);
      return age.compareAndSet(old, old + 1) ? task : 0;
    }

    int take() {
      int b = bottom.get();
      if (b == 0) return 0;
      bottom.set(--b);
      int task = tasks.get(b);
      int old = age.get();
      if (b > (old & 255)) return task;
      bottom.set(0);
      int fresh = restart(old);
      if (b == (old & 255) && age.compareAndSet(old, fresh)) return task;
      age.set(fresh);
      return 0;
    }

    int restart(int old) {
      return (old >>> 8) + 1 << 8;
    }
  }

  static void reuse(Abp deque) {
    int[] done = new int[3];
    int[] stolen = new int[1];
    int[] taken = new int[2];
    together(() -> {
      deque.push(1);
      taken[0] = deque.take();
      deque.push(2);
      taken[1] = deque.take();
    }, () -> stolen[0] = deque.steal());
    done[stolen[0]]++;
    done[taken[0]]++;
    done[taken[1]]++;
    check(done[1] == 1 && done[2] == 1, "a task done twice, or never");
  }

  @Right(kind = "ABA", source = "Arora, Blumofe, Plaxton 1998; AMP figure 16.11")
  static class AbpDeque implements Scenario {
    @Override public void run() {
      reuse(new Abp());
    }
  }

  @Wrong(kind = "ABA", expect = EXCEPTION,
      source = "AMP 16.5.1: without the tag a slow thief steals from a deque that was emptied and filled again")
  static class AbpWithoutTag implements Scenario {
    @Override public void run() {
      reuse(new Abp() {
        @Override int restart(int old) {
          return 0;
        }
      });
    }
  }

  /** Growing: the array is replaced by a larger one. */
  static class Growing {
    final AtomicInteger top = new AtomicInteger();
    final AtomicInteger bottom = new AtomicInteger();
    final AtomicReference<int[]> array = new AtomicReference<>(new int[1]);

    void push(int task) {
      int b = bottom.getPlain();
      int t = top.getAcquire();
      int[] a = array.getPlain();
      if (b - t >= a.length) {
        int[] larger = new int[2 * a.length];
        for (int i = t; i < b; i++) larger[i % larger.length] = a[i % a.length];
        grown(larger);
        a = larger;
      }
      a[b % a.length] = task;
      bottom.setRelease(b + 1);
    }

    void grown(int[] larger) {
      array.setRelease(larger);
    }

    int steal() {
      int t = top.getAcquire();
      if (t >= bottom.getAcquire()) return 0;
      int[] a = array.getAcquire();
      int task = a[t % a.length];
      return top.compareAndSet(t, t + 1) ? task : 0;
    }
  }

  @Right(kind = "Chase-Lev deque",
      source = "grows by copying; old arrays are never written again, so a thief may read them")
  static class GrowingDeque implements Scenario {
    @Override public void run() {
      Growing deque = new Growing();
      int[] stolen = new int[2];
      together(() -> {
        deque.push(1);
        deque.push(2);
      }, () -> {
        stolen[0] = deque.steal();
        stolen[1] = deque.steal();
      });
      check(stolen[0] + stolen[1] <= 3 && stolen[0] != 2, "out of order");
    }
  }

  @Wrong(kind = "missing release", expect = {DATA_RACE, EXCEPTION},
      source = "the larger array is published after bottom has moved: the thief looks for the new task in the old "
          + "array")
  static class GrownTooLate implements Scenario {
    @Override public void run() {
      Growing deque = new Growing() {
        int[] pending;

        @Override void grown(int[] larger) {
          pending = larger;
        }

        @Override void push(int task) {
          super.push(task);
          if (pending != null) array.setRelease(pending);
        }
      };
      int[] stolen = new int[2];
      together(() -> {
        deque.push(1);
        deque.push(2);
      }, () -> {
        stolen[0] = deque.steal();
        stolen[1] = deque.steal();
      });
      check(stolen[1] == 0 || stolen[1] != stolen[0], "task 1 twice");
    }
  }
}

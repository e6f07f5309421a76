package lockstep.corpus;

import static lockstep.interleave.schedule.Failure.Kind.*;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;

/** Handing data from one thread to another, doing something once, and counting. */
class MessagesTest extends Corpus {
  static class Box {
    int data;
    volatile boolean ready;
    boolean plainReady;
    final AtomicBoolean flag = new AtomicBoolean();
  }

  static final class Point {
    final int x;
    final int[] more = {1, 2};

    Point(int x) {
      this.x = x;
    }
  }

  static class Volatile {
    volatile int n;
  }

  static class Mutable {
    int x = 5;
  }

  static class Adder extends Thread {
    final int[] sum;

    Adder(int[] sum) {
      this.sum = sum;
    }

    @Override public void run() {
      sum[0]++;
    }
  }

  static class Counting extends AtomicInteger {
    private static final long serialVersionUID = 1L;

    int next() {
      return incrementAndGet();
    }

    void broken() {
      set(get() + 1);
    }
  }

  static class Three extends ThreadLocal<Integer> {
    @Override protected Integer initialValue() {
      return 3;
    }
  }

  static class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
  }

  record Pair(int a, String b) {}

  static int shared;
  static Object lazy;
  static volatile Mutable published;

  static class Holder {
    static final Mutable INSTANCE = new Mutable();
  }

  @Override void fill() {
    right("message by a volatile field", () -> {
      var box = new Box();
      Interleave.together(() -> {
        box.data = 42;
        box.ready = true;
      }, () -> {
        while (!box.ready) Thread.onSpinWait();
        Interleave.check(box.data == 42, "data");
      });
    });
    right("message by release and acquire", () -> {
      var box = new Box();
      Interleave.together(() -> {
        box.data = 42;
        box.flag.setRelease(true);
      }, () -> {
        if (box.flag.getAcquire()) Interleave.check(box.data == 42, "data");
      });
    });
    right("message by fences", () -> {
      var box = new Box();
      Interleave.together(() -> {
        box.data = 42;
        VarHandle.releaseFence();
        box.flag.setOpaque(true);
      }, () -> {
        if (!box.flag.getOpaque()) return;
        VarHandle.acquireFence();
        Interleave.check(box.data == 42, "data");
      });
    });
    right("immutable object through an opaque reference", () -> {
      var ref = new AtomicReference<Point>();
      Interleave.together(() -> ref.setOpaque(new Point(7)), () -> {
        Point p = ref.getOpaque();
        if (p != null) Interleave.check(p.x == 7, "final field");
      });
    });
    right("array in a final field through an opaque reference", () -> {
      var ref = new AtomicReference<Point>();
      Interleave.together(() -> ref.setOpaque(new Point(7)), () -> {
        Point p = ref.getOpaque();
        if (p != null) Interleave.check(p.more[0] + p.more[1] == 3, "as frozen");
      });
    });
    wrong("array in a final field, changed after the constructor", () -> {
      var ref = new AtomicReference<Point>();
      Interleave.together(() -> {
        Point p = new Point(7);
        p.more[0] = 5;
        ref.setOpaque(p);
      }, () -> {
        Point p = ref.getOpaque();
        if (p != null) Interleave.check(p.more[0] > 0, "not frozen");
      });
    }, DATA_RACE);
    right("record through an opaque reference", () -> {
      var ref = new AtomicReference<Pair>();
      Interleave.together(() -> ref.setOpaque(new Pair(7, "x")), () -> {
        Pair p = ref.getOpaque();
        if (p != null) Interleave.check(p.equals(new Pair(7, "x")) && p.hashCode() != 0 && p.toString().contains("7"), "record");
      });
    });
    right("mutable object through a volatile reference", () -> {
      Interleave.together(() -> published = new Mutable(), () -> {
        Mutable m = published;
        if (m != null) Interleave.check(m.x == 5, "x");
      });
    });
    right("join orders", () -> {
      int[] data = new int[1];
      var t = new Thread(() -> data[0] = 1);
      data[0] = -1;
      t.start();
      t.join();
      Interleave.check(data[0] == 1, "data");
    });
    right("latch orders", () -> {
      int[] data = new int[1];
      var latch = new CountDownLatch(1);
      Interleave.together(() -> {
        data[0] = 1;
        latch.countDown();
      }, () -> {
        latch.await();
        Interleave.check(data[0] == 1, "data");
      });
    });
    right("semaphore excludes", () -> {
      int[] data = new int[1];
      var semaphore = new Semaphore(1);
      Action add = () -> {
        semaphore.acquire();
        data[0]++;
        semaphore.release();
      };
      Interleave.together(add, add);
      Interleave.check(data[0] == 2, "sum");
    });
    right("barrier orders", () -> {
      int[] data = new int[2];
      var barrier = new CyclicBarrier(2);
      Interleave.together(() -> {
        data[0] = 1;
        barrier.await();
        Interleave.check(data[1] == 1, "other");
      }, () -> {
        data[1] = 1;
        barrier.await();
        Interleave.check(data[0] == 1, "other");
      });
    });
    right("blocking queue hands over", () -> {
      var queue = new LinkedBlockingQueue<Mutable>();
      Interleave.together(() -> {
        var m = new Mutable();
        m.x = 9;
        queue.put(m);
      }, () -> Interleave.check(queue.take().x == 9, "x"));
    });
    right("concurrent map hands over", () -> {
      var map = new ConcurrentHashMap<String, Mutable>();
      Interleave.together(() -> {
        var m = new Mutable();
        m.x = 9;
        map.put("k", m);
      }, () -> {
        Mutable m = map.get("k");
        if (m != null) Interleave.check(m.x == 9, "x");
      });
      Interleave.check(map.size() == 1, "size");
    });
    right("computeIfAbsent makes one", () -> {
      var map = new ConcurrentHashMap<String, Mutable>();
      var made = new AtomicInteger();
      Action get = () -> map.computeIfAbsent("k", k -> {
        made.incrementAndGet();
        return new Mutable();
      });
      Interleave.together(get, get);
      Interleave.check(made.get() == 1, "made");
    });
    right("executor orders", () -> {
      int[] data = new int[1];
      var pool = Executors.newFixedThreadPool(2);
      data[0] = 1;
      var future = pool.submit(() -> data[0] + 1);
      Interleave.check(future.get() == 2, "result");
      pool.shutdown();
    });
    right("the holder idiom", () -> {
      Action get = () -> Interleave.check(Holder.INSTANCE.x == 5, "x");
      Interleave.together(get, get);
    });
    right("static state is fresh", () -> {
      Interleave.check(shared == 0, "left over: " + shared);
      var t = new Thread(() -> shared++);
      t.start();
      t.join();
      Interleave.check(shared == 1, "sum");
    });
    right("once, by compare-and-set", () -> {
      var done = new AtomicBoolean();
      int[] runs = new int[1];
      Action once = () -> {
        if (done.compareAndSet(false, true)) runs[0]++;
      };
      Interleave.together(once, once, once);
      Interleave.check(runs[0] == 1, "runs " + runs[0]);
    });
    right("double-checked, volatile", () -> {
      var lock = new Object();
      var ref = new AtomicReference<Mutable>();
      Action get = () -> {
        Mutable m = ref.getAcquire();
        if (m == null) {
          synchronized (lock) {
            m = ref.getPlain();
            if (m == null) ref.setRelease(m = new Mutable());
          }
        }
        Interleave.check(m.x == 5, "x");
      };
      Interleave.together(get, get);
    });
    right("count by updateAndGet", () -> {
      var n = new AtomicInteger();
      Action add = () -> n.updateAndGet(x -> x + 1);
      Interleave.together(add, add);
      Interleave.check(n.get() == 2, "sum");
    });
    right("a guarded list", () -> {
      List<Integer> list = new ArrayList<>();
      Interleave.together(() -> {
        synchronized (list) {
          list.add(1);
        }
      }, () -> {
        synchronized (list) {
          list.add(2);
          list.add(2);
        }
      });
      Interleave.check(list.equals(List.of(1, 2, 2)) || list.equals(List.of(2, 2, 1)), list.toString());
    });
    right("many readers of a list", () -> {
      List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
      Action sum = () -> {
        int s = 0;
        for (int x : list) s += x;
        Interleave.check(s == 6, "sum");
      };
      Interleave.together(sum, sum);
    });
    right("thread locals do not mix", () -> {
      var local = ThreadLocal.withInitial(() -> new int[1]);
      Action use = () -> {
        local.get()[0]++;
        Interleave.check(local.get()[0] == 1, "mine");
      };
      Interleave.together(use, use);
    });

    right("a subclass of Thread", () -> {
      int[] sum = new int[1];
      var one = new Adder(sum);
      one.start();
      one.join();
      var two = new Adder(sum);
      two.start();
      two.join();
      Interleave.check(sum[0] == 2, "sum");
    });
    wrong("two of them at once", () -> {
      int[] sum = new int[1];
      var one = new Adder(sum);
      var two = new Adder(sum);
      one.start();
      two.start();
      one.join();
      two.join();
    }, DATA_RACE);
    right("a subclass of AtomicInteger", () -> {
      var n = new Counting();
      Interleave.together(n::next, n::next);
      Interleave.check(n.get() == 2, "sum");
    });
    wrong("a broken subclass of AtomicInteger", () -> {
      var n = new Counting();
      Interleave.together(n::broken, n::broken);
      Interleave.check(n.get() == 2, "sum");
    }, EXCEPTION);
    wrong("a subclass of ArrayList without a lock", () -> {
      var names = new Names();
      Interleave.together(() -> names.add("a"), () -> names.add("b"));
    }, DATA_RACE);
    right("a thread-local with an initial value of its own", () -> {
      var local = new Three();
      Action twice = () -> local.set(local.get() * 2);
      Interleave.together(twice, twice);
      Interleave.check(local.get() == 3, "main's own");
    });

    wrong("a list copied after the lock is given back", () -> {
      List<Integer> list = new ArrayList<>();
      Action add = () -> {
        synchronized (list) {
          list.add(1);
        }
      };
      Interleave.together(add, () -> {
        List<Integer> same;
        synchronized (list) {
          same = list;
        }
        Interleave.check(new ArrayList<>(same).size() <= 1, "copy");
      });
    }, DATA_RACE);
    wrong("a list copied by List.copyOf without the lock", () -> {
      List<Integer> list = new ArrayList<>();
      Interleave.together(() -> {
        synchronized (list) {
          list.add(1);
        }
      }, () -> Interleave.check(List.copyOf(list).size() <= 1, "copy"));
    }, DATA_RACE);

    wrong("message by a plain flag", () -> {
      var box = new Box();
      Interleave.together(() -> {
        box.data = 42;
        box.plainReady = true;
      }, () -> {
        while (!box.plainReady) Thread.onSpinWait();
        Interleave.check(box.data == 42, "data");
      });
    }, DATA_RACE);
    wrong("message by an opaque flag", () -> {
      var box = new Box();
      Interleave.together(() -> {
        box.data = 42;
        box.flag.setOpaque(true);
      }, () -> {
        while (!box.flag.getOpaque()) Thread.onSpinWait();
        Interleave.check(box.data == 42, "data");
      });
    }, DATA_RACE);
    wrong("release without acquire", () -> {
      var box = new Box();
      Interleave.together(() -> {
        box.data = 42;
        box.flag.setRelease(true);
      }, () -> {
        if (box.flag.getOpaque()) Interleave.check(box.data == 42, "data");
      });
    }, DATA_RACE);
    wrong("flag before the data", () -> {
      var box = new Box();
      Interleave.together(() -> {
        box.ready = true;
        box.data = 42;
      }, () -> {
        while (!box.ready) Thread.onSpinWait();
        Interleave.check(box.data == 42, "data");
      });
    }, DATA_RACE, EXCEPTION);
    wrong("mutable object through an opaque reference", () -> {
      var ref = new AtomicReference<Mutable>();
      Interleave.together(() -> ref.setOpaque(new Mutable()), () -> {
        Mutable m = ref.getOpaque();
        if (m != null) Interleave.check(m.x == 5, "x");
      });
    }, DATA_RACE);
    wrong("changed after it was published", () -> Interleave.together(() -> {
      var m = new Mutable();
      published = m;
      m.x = 6;
    }, () -> {
      Mutable m = published;
      if (m != null) Interleave.check(m.x > 0, "x");
    }), DATA_RACE);
    wrong("release fence without acquire fence", () -> {
      var box = new Box();
      Interleave.together(() -> {
        box.data = 42;
        VarHandle.releaseFence();
        box.flag.setOpaque(true);
      }, () -> {
        if (box.flag.getOpaque()) Interleave.check(box.data == 42, "data");
      });
    }, DATA_RACE);
    wrong("once, by look and set", () -> {
      var done = new AtomicBoolean();
      var runs = new AtomicInteger();
      Action once = () -> {
        if (!done.get()) {
          done.set(true);
          runs.incrementAndGet();
        }
      };
      Interleave.together(once, once);
      Interleave.check(runs.get() == 1, "runs " + runs.get());
    }, EXCEPTION);
    wrong("once, and the loser does not wait", () -> {
      var done = new AtomicBoolean();
      int[] value = new int[1];
      Action once = () -> {
        if (done.compareAndSet(false, true)) value[0] = 42;
        Interleave.check(value[0] == 42, "value");
      };
      Interleave.together(once, once);
    }, DATA_RACE, EXCEPTION);
    wrong("double-checked, plain field", () -> {
      var lock = new Object();
      Action get = () -> {
        if (lazy == null) {
          synchronized (lock) {
            if (lazy == null) lazy = new Mutable();
          }
        }
      };
      Interleave.together(get, get);
    }, DATA_RACE);
    wrong("static counter without a lock", () -> {
      Action add = () -> shared++;
      Interleave.together(add, add);
    }, DATA_RACE);
    wrong("count by get and set", () -> {
      var n = new AtomicInteger();
      Action add = () -> n.set(n.get() + 1);
      Interleave.together(add, add);
      Interleave.check(n.get() == 2, "sum " + n.get());
    }, EXCEPTION);
    wrong("volatile is not atomic", () -> {
      var box = new Volatile();
      Action add = () -> box.n++;
      Interleave.together(add, add);
      Interleave.check(box.n == 2, "sum " + box.n);
    }, EXCEPTION);
    wrong("compare-and-set without a retry", () -> {
      var n = new AtomicInteger();
      Action add = () -> {
        int old = n.get();
        n.compareAndSet(old, old + 1);
      };
      Interleave.together(add, add);
      Interleave.check(n.get() == 2, "sum " + n.get());
    }, EXCEPTION);
    wrong("a list without a lock", () -> {
      List<Integer> list = new ArrayList<>();
      Interleave.together(() -> list.add(1), () -> list.add(2));
    }, DATA_RACE);
    wrong("iterating without the lock", () -> {
      List<Integer> list = new ArrayList<>(List.of(1));
      Interleave.together(() -> {
        synchronized (list) {
          list.add(1);
        }
      }, () -> {
        int s = 0;
        for (int x : list) s += x;
      });
    }, DATA_RACE);
    wrong("look into a concurrent map, then put", () -> {
      var map = new ConcurrentHashMap<String, Integer>();
      Action add = () -> map.put("k", map.getOrDefault("k", 0) + 1);
      Interleave.together(add, add);
      Interleave.check(map.get("k") == 2, "sum " + map.get("k"));
    }, EXCEPTION);
    wrong("isEmpty, then poll", () -> {
      var queue = new ConcurrentLinkedQueue<Integer>(List.of(1));
      Action take = () -> {
        if (!queue.isEmpty()) Interleave.check(queue.poll() != null, "polled nothing");
      };
      Interleave.together(take, take);
    }, EXCEPTION);
    wrong("reads before the join", () -> {
      int[] data = new int[1];
      var t = new Thread(() -> data[0] = 1);
      t.start();
      Interleave.check(data[0] >= 0, "data");
      t.join();
    }, DATA_RACE);
    wrong("latch counted down too early", () -> {
      int[] data = new int[1];
      var latch = new CountDownLatch(1);
      Interleave.together(() -> {
        latch.countDown();
        data[0] = 1;
      }, () -> {
        latch.await();
        Interleave.check(data[0] == 1, "data");
      });
    }, DATA_RACE, EXCEPTION);
    wrong("semaphore with two permits", () -> {
      int[] data = new int[1];
      var semaphore = new Semaphore(2);
      Action add = () -> {
        semaphore.acquire();
        data[0]++;
        semaphore.release();
      };
      Interleave.together(add, add);
    }, DATA_RACE);
    wrong("sleeping orders nothing", () -> {
      var box = new Box();
      Interleave.together(() -> box.data = 42, () -> {
        Thread.sleep(100);
        Interleave.check(box.data == 42, "data");
      });
    }, DATA_RACE, EXCEPTION);
  }
}

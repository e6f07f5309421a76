package lockstep.api;

import static lockstep.interleave.schedule.Failure.Kind.DATA_RACE;
import static lockstep.interleave.schedule.Failure.Kind.DEADLOCK;
import static lockstep.interleave.schedule.Failure.Kind.EXCEPTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure.Kind;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The library's classes from outside: what each documents to order is ordered, and what it does not is not. */
class LibraryTest {
  private record Entry(String name, Kind kind, Scenario scenario) {}

  private static final List<Entry> ENTRIES = new ArrayList<>();

  private static void right(String name, Scenario scenario) {
    ENTRIES.add(new Entry(name, null, scenario));
  }

  private static void wrong(String name, Kind kind, Scenario scenario) {
    ENTRIES.add(new Entry(name, kind, scenario));
  }

  @TestFactory Stream<DynamicTest> verdictsAreRight() {
    ENTRIES.clear();
    threads();
    futures();
    stages();
    synchronizers();
    locks();
    queues();
    collections();
    views();
    return List.copyOf(ENTRIES).stream().map(e -> dynamicTest((e.kind == null ? "right: " : "wrong: ") + e.name, () -> {
      Verdict v = Interleave.explore(Options.standard().preemptions(2).surprises(1), e.scenario);
      assertEquals(e.kind, v.kind(), v::toString);
      if (e.kind == null) assertTrue(v.complete() || v.preemptions() >= 1, v::toString);
    }));
  }

  // ---- threads and pools ----

  static class Cell {
    int value;
  }

  static class Sum extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;
    final int[] values;
    final int from;
    final int to;

    Sum(int[] values, int from, int to) {
      this.values = values;
      this.from = from;
      this.to = to;
    }

    @Override protected Integer compute() {
      if (to - from == 1) return values[from];
      int middle = (from + to) >>> 1;
      Sum left = new Sum(values, from, middle);
      left.fork();
      int right = new Sum(values, middle, to).compute();
      return left.join() + right;
    }
  }

  private static void threads() {
    right("a thread's id stays the same, and tells threads apart", () -> {
      var seen = new ConcurrentHashMap<Long, Boolean>();
      Interleave.together(() -> seen.put(Thread.currentThread().getId(), true),
          () -> seen.put(Thread.currentThread().getId(), true));
      Interleave.check(seen.size() == 2 && !seen.containsKey(Thread.currentThread().getId()), "ids " + seen);
    });
    right("holdsLock", () -> {
      var lock = new Object();
      Interleave.together(() -> {
        Interleave.check(!Thread.holdsLock(lock), "before");
        synchronized (lock) {
          Interleave.check(Thread.holdsLock(lock), "inside");
        }
      });
    });
    right("an uncaught exception goes to the handler", () -> {
      var caught = new AtomicReference<Throwable>();
      Thread t = new Thread(() -> {
        throw new IllegalStateException("x");
      });
      t.setUncaughtExceptionHandler((thread, e) -> caught.set(e));
      t.start();
      t.join();
      Interleave.check(caught.get() instanceof IllegalStateException, "handled");
    });
    right("a pool with a thread factory", () -> {
      var names = new ConcurrentHashMap<String, Boolean>();
      ExecutorService pool = Executors.newFixedThreadPool(1, r -> new Thread(r, "mine"));
      pool.submit(() -> names.put(Thread.currentThread().getName(), true)).get();
      Interleave.check(names.containsKey("mine"), names.toString());
      pool.shutdown();
      boolean ended = pool.awaitTermination(1, TimeUnit.SECONDS);
      Interleave.check(!ended || pool.isTerminated(), "terminated");
    });
    right("shutdownNow interrupts", () -> {
      ExecutorService pool = Executors.newCachedThreadPool();
      var latch = new CountDownLatch(1);
      var interrupted = new AtomicBoolean();
      pool.execute(() -> {
        try {
          latch.await();
        } catch (InterruptedException e) {
          interrupted.set(true);
        }
      });
      boolean never = pool.shutdownNow().size() == 1;
      if (!never) while (!interrupted.get()) Thread.onSpinWait();
    });
    wrong("a pool's task and its submitter share a field", DATA_RACE, () -> {
      var cell = new Cell();
      ExecutorService pool = Executors.newSingleThreadExecutor();
      pool.execute(() -> cell.value++);
      cell.value++;
    });
    right("scheduled once", () -> {
      var pool = Executors.newSingleThreadScheduledExecutor();
      var cell = new Cell();
      Future<?> done = pool.schedule(() -> cell.value = 7, 10, TimeUnit.MILLISECONDS);
      done.get();
      Interleave.check(cell.value == 7, "ran");
    });
    wrong("a scheduled task is not late enough to count as ordered", DATA_RACE, () -> {
      var pool = Executors.newScheduledThreadPool(1);
      var cell = new Cell();
      pool.schedule(() -> cell.value, 10, TimeUnit.SECONDS);
      cell.value = 1;
    });
    right("fork and join", () -> {
      int[] values = {1, 2, 3};
      Interleave.check(new ForkJoinPool(2).invoke(new Sum(values, 0, 3)) == 6, "sum");
    });
    right("completion service", () -> {
      var service = new ExecutorCompletionService<Integer>(Executors.newCachedThreadPool());
      var cell = new Cell();
      service.submit(() -> cell.value = 3);
      Interleave.check(service.take().get() == 3 && cell.value == 3 && service.poll() == null, "taken");
    });
  }

  // ---- futures ----

  private static void futures() {
    right("FutureTask: done() runs once", () -> {
      var ends = new AtomicInteger();
      var task = new FutureTask<Integer>(() -> 5) {
        @Override protected void done() {
          ends.incrementAndGet();
        }
      };
      Interleave.together(task::run, () -> task.cancel(false));
      Interleave.check(ends.get() == 1 && task.isDone(), "ends " + ends);
    });
    right("FutureTask: cancel(true) interrupts who runs it", () -> {
      var never = new CountDownLatch(1);
      var interrupted = new AtomicBoolean();
      var task = new FutureTask<Void>(() -> {
        try {
          never.await();
        } catch (InterruptedException e) {
          interrupted.set(true);
        }
        return null;
      });
      Interleave.together(task::run, () -> task.cancel(true));
    });
    right("a task's exception", () -> {
      Future<Integer> f = Executors.newSingleThreadExecutor().submit(() -> {
        if (true) throw new IllegalStateException("no");
        return 1;
      });
      try {
        f.get();
        Interleave.check(false, "no exception");
      } catch (ExecutionException e) {
        Interleave.check(e.getCause() instanceof IllegalStateException, "cause");
      }
    });
  }

  private static void stages() {
    right("supplyAsync, thenApply, join", () -> {
      var cell = new Cell();
      int got = CompletableFuture.supplyAsync(() -> {
        cell.value = 20;
        return 1;
      }).thenApply(x -> x + 1).join();
      Interleave.check(got == 2 && cell.value == 20, "ordered");
    });
    wrong("isDone is not waited for", DATA_RACE, () -> {
      var cell = new Cell();
      CompletableFuture.runAsync(() -> cell.value = 1);
      cell.value = 2;
    });
    right("isDone orders", () -> {
      var cell = new Cell();
      var f = CompletableFuture.runAsync(() -> cell.value = 1);
      if (f.isDone()) cell.value = 2;
    });
    right("combine, compose, handle, exceptionally, allOf, anyOf", () -> {
      var a = CompletableFuture.supplyAsync(() -> 2);
      var b = CompletableFuture.completedFuture(3);
      Interleave.check(a.thenCombine(b, (x, y) -> x * y).join() == 6, "combine");
      Interleave.check(a.thenCompose(x -> CompletableFuture.completedFuture(x + 5)).join() == 7, "compose");
      CompletableFuture<Integer> bad = a.thenApply(x -> {
        throw new IllegalArgumentException("bad");
      });
      Interleave.check(bad.exceptionally(e -> e.getCause() instanceof IllegalArgumentException ? -1 : -2).join() == -1,
          "exceptionally");
      Interleave.check(bad.handle((v, e) -> e == null).join().equals(false), "handle");
      CompletableFuture.allOf(a, b).join();
      Interleave.check(CompletableFuture.anyOf(new CompletableFuture<>(), b).join().equals(3), "anyOf");
      CompletionStage<Integer> stage = b;
      Interleave.check(stage.thenApply(x -> -x).toCompletableFuture().join() == -3, "stage");
    });
    right("only one completes", () -> {
      var f = new CompletableFuture<Integer>();
      var wins = new AtomicInteger();
      Interleave.together(() -> {
        if (f.complete(1)) wins.incrementAndGet();
      }, () -> {
        if (f.complete(2)) wins.incrementAndGet();
      });
      Interleave.check(wins.get() == 1 && f.join() > 0, "wins " + wins);
    });
    wrong("a stage may run in the completing thread, unordered with who added it", DATA_RACE, () -> {
      var f = new CompletableFuture<Integer>();
      var cell = new Cell();
      Interleave.together(() -> f.complete(1), () -> {
        f.thenAccept(x -> cell.value += x);
        cell.value++;
      });
    });
    right("a stage sees what was done before it was added", () -> {
      var f = new CompletableFuture<Integer>();
      var cell = new Cell();
      Interleave.together(() -> f.complete(1), () -> {
        cell.value = 4;
        f.thenAccept(x -> cell.value += x);
      });
    });
    wrong("nobody completes it", DEADLOCK, () -> {
      var f = new CompletableFuture<Integer>();
      Interleave.together(f::join);
    });
    right("a time limit on get", () -> {
      var f = new CompletableFuture<Integer>();
      try {
        f.get(1, TimeUnit.SECONDS);
        Interleave.check(false, "no time-out");
      } catch (TimeoutException e) {
        Interleave.check(!f.isDone(), "not done");
      }
    });
    right("cancelled", () -> {
      var f = new CompletableFuture<Integer>();
      Interleave.check(f.cancel(true) && f.isCancelled() && f.isCompletedExceptionally() && !f.complete(1),
          "cancelled");
    });
  }

  // ---- synchronizers ----

  private static void synchronizers() {
    right("phaser", () -> {
      var phaser = new Phaser(2);
      var cells = new int[2];
      Interleave.together(() -> {
        cells[0] = 1;
        phaser.arriveAndAwaitAdvance();
        Interleave.check(cells[1] == 2, "other's");
      }, () -> {
        cells[1] = 2;
        phaser.arriveAndAwaitAdvance();
        Interleave.check(cells[0] == 1 && phaser.getPhase() == 1, "other's");
      });
    });
    wrong("phaser: arriving is not waiting", DATA_RACE, () -> {
      var phaser = new Phaser(2);
      var cell = new Cell();
      Interleave.together(() -> {
        cell.value = 1;
        phaser.arrive();
      }, () -> {
        phaser.arrive();
        cell.value++;
      });
    });
    wrong("phaser: one party too many", DEADLOCK, () -> {
      var phaser = new Phaser(3);
      Interleave.together(phaser::arriveAndAwaitAdvance, phaser::arriveAndAwaitAdvance);
    });
    right("exchanger", () -> {
      var exchanger = new Exchanger<Cell>();
      Interleave.together(() -> {
        var mine = new Cell();
        mine.value = 1;
        Interleave.check(exchanger.exchange(mine).value == 2, "theirs");
      }, () -> {
        var mine = new Cell();
        mine.value = 2;
        Interleave.check(exchanger.exchange(mine).value == 1, "theirs");
      });
    });
    wrong("exchanger: what was given away is still used", DATA_RACE, () -> {
      var exchanger = new Exchanger<Cell>();
      Interleave.together(() -> {
        var mine = new Cell();
        exchanger.exchange(mine);
        mine.value = 1;
      }, () -> exchanger.exchange(new Cell()).value++);
    });
    right("a barrier that breaks, breaks for all", () -> {
      var barrier = new CyclicBarrier(2);
      var broken = new AtomicInteger();
      Thread waiter = new Thread(() -> {
        try {
          barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
          broken.incrementAndGet();
        }
      });
      waiter.start();
      waiter.interrupt();
      waiter.join();
      Interleave.check(broken.get() == 1 && barrier.isBroken(), "broken");
    });
    right("a barrier's action runs before anybody goes on", () -> {
      var cell = new Cell();
      var barrier = new CyclicBarrier(2, () -> cell.value = 9);
      Interleave.together(() -> {
        barrier.await();
        Interleave.check(cell.value == 9, "action");
      }, barrier::await);
    });
    wrong("a tryAcquire that fails orders nothing", DATA_RACE, () -> {
      var semaphore = new Semaphore(1);
      var cell = new Cell();
      Interleave.together(() -> {
        semaphore.acquire();
        cell.value++;
        semaphore.release();
      }, () -> {
        boolean got = semaphore.tryAcquire();
        cell.value++;
        if (got) semaphore.release();
      });
    });
    right("drained", () -> {
      var semaphore = new Semaphore(3);
      var taken = new AtomicInteger();
      Interleave.together(() -> taken.addAndGet(semaphore.drainPermits()),
          () -> taken.addAndGet(semaphore.drainPermits()));
      Interleave.check(taken.get() == 3 && semaphore.availablePermits() == 0, "taken " + taken);
    });
  }

  // ---- locks ----

  private static void locks() {
    right("a condition of a write lock", () -> {
      var lock = new ReentrantReadWriteLock();
      Condition changed = lock.writeLock().newCondition();
      var cell = new Cell();
      Interleave.together(() -> {
        lock.writeLock().lock();
        while (cell.value == 0) changed.await();
        lock.writeLock().unlock();
      }, () -> {
        lock.writeLock().lock();
        cell.value = 1;
        changed.signal();
        lock.writeLock().unlock();
      });
    });
    wrong("upgrading a read lock", DEADLOCK, () -> {
      var lock = new ReentrantReadWriteLock();
      Interleave.together(() -> {
        lock.readLock().lock();
        lock.writeLock().lock();
      });
    });
    right("StampedLock: write and read", () -> {
      var lock = new StampedLock();
      var cell = new Cell();
      Interleave.together(() -> {
        long stamp = lock.writeLock();
        cell.value++;
        lock.unlockWrite(stamp);
      }, () -> {
        long stamp = lock.readLock();
        Interleave.check(cell.value >= 0, "read");
        lock.unlockRead(stamp);
      }, () -> {
        var write = lock.asWriteLock();
        write.lock();
        cell.value++;
        write.unlock();
      });
      Interleave.check(cell.value == 2, "both");
    });
    right("StampedLock: optimistic reading, validated", () -> {
      var lock = new StampedLock();
      var cells = new int[2];
      Interleave.together(() -> {
        long stamp = lock.writeLock();
        cells[0]++;
        cells[1]++;
        lock.unlockWrite(stamp);
      }, () -> {
        long stamp = lock.tryOptimisticRead();
        int a = cells[0];
        int b = cells[1];
        if (!lock.validate(stamp)) {
          stamp = lock.readLock();
          a = cells[0];
          b = cells[1];
          lock.unlockRead(stamp);
        }
        Interleave.check(a == b, "a pair: " + a + " " + b);
      });
    });
    wrong("StampedLock: optimistic reading, never validated", DATA_RACE, () -> {
      var lock = new StampedLock();
      var cell = new Cell();
      Interleave.together(() -> {
        long stamp = lock.writeLock();
        cell.value++;
        lock.unlockWrite(stamp);
      }, () -> {
        if (lock.tryOptimisticRead() != 0) Interleave.check(cell.value >= 0, "read");
      });
    });
    wrong("StampedLock: a writer without the lock", DATA_RACE, () -> {
      var lock = new StampedLock();
      var cell = new Cell();
      Interleave.together(() -> cell.value++, () -> {
        long stamp = lock.tryOptimisticRead();
        int value = cell.value;
        Interleave.check(!lock.validate(stamp) || value >= 0, "read");
      });
    });
    right("StampedLock: conversion", () -> {
      var lock = new StampedLock();
      var cell = new Cell();
      var update = new Function<Integer, Integer>() {
        @Override public Integer apply(Integer x) {
          long stamp = lock.readLock();
          while (true) {
            long write = lock.tryConvertToWriteLock(stamp);
            if (write != 0) {
              cell.value += x;
              lock.unlockWrite(write);
              return x;
            }
            lock.unlockRead(stamp);
            stamp = lock.writeLock();
          }
        }
      };
      Interleave.together(() -> update.apply(1), () -> update.apply(2));
      Interleave.check(cell.value == 3, "sum");
    });
    wrong("StampedLock: it is not reentrant", DEADLOCK, () -> {
      var lock = new StampedLock();
      Interleave.together(() -> {
        lock.writeLock();
        lock.writeLock();
      });
    });
  }

  // ---- queues ----

  private static void queues() {
    right("SynchronousQueue hands over", () -> {
      BlockingQueue<Cell> queue = new SynchronousQueue<>();
      Interleave.together(() -> {
        var cell = new Cell();
        cell.value = 5;
        queue.put(cell);
      }, () -> Interleave.check(queue.take().value == 5, "taken"));
    });
    wrong("SynchronousQueue: offer does not wait", EXCEPTION, () -> {
      var queue = new SynchronousQueue<Integer>();
      Interleave.together(() -> Interleave.check(queue.offer(1), "offered"), queue::take);
    });
    right("timed poll and offer", () -> {
      BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
      Interleave.together(() -> {
        if (queue.offer(1, 1, TimeUnit.SECONDS)) queue.offer(2, 1, TimeUnit.SECONDS);
      }, () -> {
        Integer got = queue.poll(1, TimeUnit.SECONDS);
        Interleave.check(got == null || got > 0, "got");
      });
    });
    wrong("a timed poll may come back with nothing", EXCEPTION, () -> {
      BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
      Interleave.together(() -> queue.put(1), () -> Interleave.check(queue.poll(1, TimeUnit.HOURS) != null,
          "something"));
    });
    right("both ends of a deque", () -> {
      var deque = new LinkedBlockingDeque<Integer>(2);
      Interleave.together(() -> {
        deque.putFirst(1);
        deque.putLast(2);
      }, () -> Interleave.check(deque.takeFirst() == 1 && deque.takeLast() == 2, "order"));
    });
    wrong("a full queue and nobody to take", DEADLOCK, () -> {
      var queue = new ArrayBlockingQueue<Integer>(1);
      Interleave.together(() -> {
        queue.put(1);
        queue.put(2);
      });
    });
  }

  // ---- collections ----

  /** As Java 17 has them; later ones offer plain access only. */
  private static void views() {
    right("a byte array seen as ints, handed over", () -> {
      var bytes = new byte[8];
      var ready = new AtomicBoolean();
      Interleave.together(() -> {
        INTS.set(bytes, 4, 0x01020304);
        ready.set(true);
      }, () -> Interleave.check(!ready.get() || (int) INTS.get(bytes, 4) == 0x01020304, "seen"));
      Interleave.check((int) INTS.get(bytes, 0) == 0, "the other one");
    });
    wrong("a byte array seen as ints, without order", DATA_RACE, () -> {
      var bytes = new byte[4];
      Interleave.together(() -> INTS.set(bytes, 0, 1), () -> INTS.get(bytes, 0));
    });
    if (Runtime.version().feature() > 21) return;
    right("additions to an int of a byte array", () -> {
      var bytes = new byte[8];
      Interleave.together(() -> INTS.getAndAdd(bytes, 4, 1), () -> INTS.getAndAdd(bytes, 4, 2));
      Interleave.check((int) INTS.getVolatile(bytes, 4) == 3 && bytes.length == 8, "sum");
    });
  }

  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static void collections() {
    right("computeIfAbsent calls once", () -> {
      var map = new ConcurrentHashMap<String, Cell>();
      var made = new AtomicInteger();
      Supplier<Cell> get = () -> map.computeIfAbsent("k", k -> {
        made.incrementAndGet();
        return new Cell();
      });
      Interleave.together(get::get, get::get);
      Interleave.check(made.get() == 1, "made " + made);
    });
    wrong("check, then put", EXCEPTION, () -> {
      var map = new ConcurrentHashMap<String, Integer>();
      var made = new AtomicInteger();
      Supplier<Integer> get = () -> map.containsKey("k") ? 0 : map.put("k", made.incrementAndGet());
      Interleave.together(get::get, get::get);
      Interleave.check(made.get() == 1, "made " + made);
    });
    right("method references to modelled classes", () -> {
      var counter = new AtomicInteger();
      IntUnaryOperator add = counter::addAndGet;
      Supplier<AtomicInteger> maker = AtomicInteger::new;
      Function<Integer, Semaphore> semaphores = Semaphore::new;
      Interleave.together(counter::incrementAndGet, () -> add.applyAsInt(2));
      Interleave.check(counter.get() == 3 && maker.get().get() == 0 && semaphores.apply(2).availablePermits() == 2,
          "sum");
    });
    right("an invariant and a sequential object may use the library", () -> {
      var semaphore = new Semaphore(1);
      var queue = new LinkedBlockingQueue<Integer>();
      Interleave.always("no permit too many", () -> semaphore.availablePermits() <= 1 && queue.size() <= 1);
      Interleave.together(() -> {
        semaphore.acquire();
        queue.offer(1);
        semaphore.release();
      });
    });
  }

  // ---- refused, by name and line ----

  static class Pools extends ForkJoinPool {
    @Override public int getActiveThreadCount() {
      return 0;
    }
  }

  static void refused(String what, Scenario scenario) {
    Verdict v = Interleave.explore(scenario);
    assertEquals(Kind.UNSUPPORTED, v.kind(), v::toString);
    assertTrue(v.cause().contains(what) && v.cause().matches("(?s).*LibraryTest\\S*:\\d+\\).*|.*overridden by.*"),
        v.cause());
  }

  static class Aqs extends java.util.concurrent.locks.AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;
  }

  @Test void theRestIsRefused() {
    refused("ConcurrentSkipListMap.computeIfAbsent", () -> new ConcurrentSkipListMap<Integer,
        Integer>().computeIfAbsent(1, k -> 1));
    refused("java.util.concurrent.ConcurrentHashMap.reduceValues", () -> new ConcurrentHashMap<Integer,
        Integer>().reduceValues(1, Integer::sum));
    refused("java.util.concurrent.DelayQueue", () -> new java.util.concurrent.DelayQueue<>());
    refused("java.util.concurrent.ThreadPoolExecutor", () ->
        new java.util.concurrent.ThreadPoolExecutor(1, 1, 1, TimeUnit.DAYS, new LinkedBlockingQueue<>()));
    refused("java.util.concurrent.locks.AbstractQueuedSynchronizer", () -> new Aqs());
    refused("CompletableFuture.orTimeout", () -> new CompletableFuture<Integer>().orTimeout(1, TimeUnit.DAYS));
    refused("java.util.concurrent.ForkJoinPool.getActiveThreadCount", () -> new Pools());
    refused("java.util.concurrent.ForkJoinPool.getPoolSize", () -> new ForkJoinPool().getPoolSize());
    refused("scheduleAtFixedRate", () -> Executors.newScheduledThreadPool(1).scheduleAtFixedRate(() -> { }, 1, 1,
        TimeUnit.DAYS));
    refused("java.lang.Class.getDeclaredMethod", () -> AtomicInteger.class.getDeclaredMethod("get"));
    refused("java.util.concurrent.SubmissionPublisher", () -> new java.util.concurrent.SubmissionPublisher<Integer>());
    refused("bytes of an array", () -> {
      var bytes = new byte[8];
      INTS.set(bytes, 0, 1);
      INTS.get(bytes, 2);
    });
    refused("java.nio.ByteBuffer.allocateDirect", () -> java.nio.ByteBuffer.allocateDirect(8));
    refused("java.util.Timer", () -> new java.util.Timer());
    refused("java.lang.InheritableThreadLocal", () -> new InheritableThreadLocal<Integer>());
  }

  // ---- what only later Javas have ----

  private static final String VIRTUAL = """
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      import lockstep.interleave.*;

      public class Virtual implements Scenario {
        @Override public void run() throws Throwable {
          var count = new AtomicInteger();
          int[] plain = new int[1];
          Thread a = Thread.ofVirtual().name("v").start(count::incrementAndGet);
          Thread b = Thread.startVirtualThread(count::incrementAndGet);
          Thread c = Thread.ofPlatform().name("p-", 1).unstarted(() -> plain[0] = count.get());
          c.start();
          boolean kinds = a.isVirtual() && !c.isVirtual() && a.getName().equals("v") && c.getName().equals("p-1");
          Interleave.check(kinds, "kinds");
          a.join();
          b.join(java.time.Duration.ofDays(1));
          c.join();
          Interleave.check(count.get() >= 1 && plain[0] <= 2, "counted");
          try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> task = pool.submit(() -> 5);
            Interleave.check(task.get() == 5 && task.resultNow() == 5, "task");
          }
        }
      }
      """;

  @Test void virtualThreads() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(Runtime.version().feature() >= 21,
        "virtual threads came with Java 21");
    Path folder = Files.createTempDirectory("virtual");
    Path source = Files.writeString(folder.resolve("Virtual.java"), VIRTUAL);
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-g", "-cp",
        System.getProperty("java.class.path"), "-d", folder.toString(), source.toString()));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Verdict v = Interleave.explore(Options.standard().preemptions(1).surprises(0),
          loader.loadClass("Virtual").asSubclass(Scenario.class));
      assertTrue(v.passed(), v.toString());
    }
  }

  @Test void sortsOfOutcomes() {
    Verdict v = Interleave.explore(() -> {
      var f = new CompletableFuture<Integer>();
      var which = new AtomicReference<String>();
      Interleave.together(() -> f.complete(1), () -> f.thenRun(() -> which.set(Thread.currentThread().getName())));
      Interleave.observe(which.get());
    });
    assertEquals(new TreeSet<>(List.of("T1", "T2")), v.outcomes(), v.toString());
  }
}

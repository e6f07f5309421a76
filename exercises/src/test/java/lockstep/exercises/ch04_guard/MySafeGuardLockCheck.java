package lockstep.exercises.ch04_guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.exercises.ch03_value_lock.Room;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.Region;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "4.2", title = "Close twice, use after close", starter = MySafeGuardLock.class, hints = {
    "The lock's flag says that somebody holds the lock. The guard needs a flag of its own that says whether that is still me.",
    "close() has to look at the guard's flag and change it in one step, because two threads may close the same guard. "
        + "Who makes the change unlocks. get() and set() look at the same flag first.",
    "In the guard: private final AtomicBoolean open = new AtomicBoolean(true);   close(): if (open.getAndSet(false)) "
        + "taken.setRelease(false);   get and set: if (!open.get()) throw new IllegalStateException(\"this guard is closed\");"
})
@Tag("4.2")
class MySafeGuardLockCheck {

    @Property("an open guard reads and replaces the value; close() lets the next one in")
    void works() {
        MySafeGuardLock<String> lock = new MySafeGuardLock<>("first");
        try (MySafeGuardLock<String>.Guard guard = lock.lock()) {
            assertEquals("first", guard.get(), "what an open guard read");
            guard.set("second");
            assertEquals("second", guard.get(), "what the guard read after set(\"second\")");
        } catch (IllegalStateException e) {
            fail("A guard that lock() had just made threw " + e + ". It has to be open from the start.");
        }
        Trial.start("next holder", () -> {
            try (MySafeGuardLock<String>.Guard guard = lock.lock()) {
                assertEquals("second", guard.get(), "what the next guard read");
            }
        }).join();
    }

    @Property(value = "after close(), get() throws IllegalStateException",
        hint = "get() has to look at the guard's own flag before it looks at the value.")
    void getAfterClose() {
        MySafeGuardLock<String> lock = new MySafeGuardLock<>("secret");
        MySafeGuardLock<String>.Guard old = lock.lock();
        old.close();
        mustThrow("get() on a closed guard, lock free", () -> "returned " + old.get());
        MySafeGuardLock<String>.Guard current = lock.lock();
        mustThrow("get() on a closed guard, while another guard is open", () -> "returned " + old.get());
        current.close();
    }

    @Property(value = "after close(), set() throws IllegalStateException and changes nothing",
        hint = "set() needs the same look at the flag as get(), before it writes.")
    void setAfterClose() {
        MySafeGuardLock<String> lock = new MySafeGuardLock<>("untouched");
        MySafeGuardLock<String>.Guard old = lock.lock();
        old.close();
        mustThrow("set() on a closed guard, lock free", () -> {
            old.set("spoilt");
            return "returned";
        });
        MySafeGuardLock<String>.Guard current = lock.lock();
        mustThrow("set() on a closed guard, while another guard is open", () -> {
            old.set("spoilt");
            return "returned";
        });
        assertEquals("untouched", current.get(), "the value, after set(\"spoilt\") on a closed guard");
        current.close();
    }

    @Property("closing a guard twice does nothing the second time")
    void closeTwice() {
        MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(1);
        MySafeGuardLock<Integer>.Guard guard = lock.lock();
        guard.close();
        try {
            guard.close();
        } catch (RuntimeException e) {
            fail("The second close() threw " + e + ". AutoCloseable asks that closing again have no effect.");
        }
        try (MySafeGuardLock<Integer>.Guard early = lock.lock()) {
            early.set(2);
            early.close();
        }
        Trial.start("next holder", () -> lock.lock().close()).join();
    }

    @Property(value = "under every schedule a guard reads what the last one set: close() happens before the next "
            + "lock()",
        hint = "The value is plain, so only the lock's flag can order two guards. close() has to give it back with "
            + "release: taken.setRelease(false), or set(false). An opaque or plain store orders nothing. And it has "
            + "to give it back: a weak compare-and-set may fail for no reason.")
    @Interleaved(executions = 500)
    void nextGuardSees() {
        MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(0);
        Action addOne = () -> {
            try (MySafeGuardLock<Integer>.Guard guard = lock.lock()) {
                guard.set(guard.get() + 1);
            }
        };
        Interleave.together(addOne, addOne);
        try (MySafeGuardLock<Integer>.Guard guard = lock.lock()) {
            assertEquals(2, (int) guard.get(), "the value 0, after two guards had each set get() + 1");
        }
    }

    @Property(value = "under every schedule a guard that another thread closes lets the next one in, and no one before",
        hint = "A guard may be handed to another thread. What counts is which guard it is, not which thread.")
    @Interleaved(executions = 500)
    void anotherThreadCloses() {
        MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(0);
        Region region = new Region();
        MySafeGuardLock<Integer>.Guard guard = lock.lock();
        region.enter();
        Interleave.together(
            () -> {
                region.leave();
                guard.close();
            },
            () -> visit(lock, region));
    }

    @Property(value = "no schedule lets a guard that is closed again free the lock under another guard",
        hint = "\"The lock is taken\" is not \"the lock is taken by this guard\". Only the guard itself can know "
            + "that; and comparing threads is not enough, because one thread can have an old guard and a new one.")
    @Interleaved(preemptions = 2, executions = 500)
    void closedAgainFreesNobodyElse() {
        MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(0);
        Region region = new Region();
        Interleave.together(
            () -> visit(lock, region),
            () -> {
                MySafeGuardLock<Integer>.Guard old = lock.lock();
                old.close();
                old.close();
                MySafeGuardLock<Integer>.Guard current = lock.lock();
                old.close();
                region.enter();
                region.leave();
                current.close();
            });
    }

    @Property(value = "under every schedule two threads that close the same guard unlock once, not twice",
        hint = "if (open) { open = false; unlock } : two threads can both pass the if, and the second unlocks under "
            + "whoever has come in meanwhile. Swap the flag in one atomic step, see what comes out, and only then "
            + "unlock.")
    @Interleaved(preemptions = 2, executions = 500)
    void twoClosersUnlockOnce() {
        MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(0);
        Region region = new Region();
        MySafeGuardLock<Integer>.Guard shared = lock.lock();
        Action closeThenUse = () -> {
            shared.close();
            visit(lock, region);
        };
        Interleave.together(closeThenUse, closeThenUse);
    }

    @Property(value = "closing an old guard again does not unlock for another thread that now holds the lock",
        hint = "\"The lock is taken\" is not \"the lock is taken by this guard\". Only the guard itself can know that.")
    void closeTwiceFreesNobodyElse() throws InterruptedException {
        MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(1);
        MySafeGuardLock<Integer>.Guard old = lock.lock();
        old.close();
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Actor holder = Trial.start("B, the new holder", () -> {
            MySafeGuardLock<Integer>.Guard current = lock.lock();
            holds.countDown();
            go.await();
            current.close();
        });
        holds.await();
        old.close();
        Actor third = Trial.watch("C, the third", () -> lock.lock().close());
        boolean waits = third.awaitWaiting();
        go.countDown();
        holder.join();
        third.join();
        if (!waits) {
            fail("A closed its guard. B locked. A closed its old guard again. Then lock() let C in, while B was still inside.");
        }
    }

    @Property(value = "nor for the same thread that now holds it by a new guard",
        hint = "Comparing threads is not enough: one thread can have an old guard and a new one.")
    void closeTwiceFreesNotOurNext() {
        MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(1);
        MySafeGuardLock<Integer>.Guard old = lock.lock();
        old.close();
        MySafeGuardLock<Integer>.Guard current = lock.lock();
        old.close();
        Actor other = Trial.watch("another thread", () -> lock.lock().close());
        boolean waits = other.awaitWaiting();
        String stillOpen;
        try {
            current.get();
            stillOpen = null;
        } catch (IllegalStateException e) {
            stillOpen = e.toString();
        }
        current.close();
        other.join();
        if (!waits) {
            fail("A thread closed its first guard, locked again, and closed the first guard once more. That unlocked the lock "
                + "under its second guard: another thread got in.");
        }
        if (stillOpen != null) {
            fail("Closing an old guard again closed the new one too: its get() threw " + stillOpen + ".");
        }
    }

    @Property(value = "any thread may close a guard, and the lock is free then",
        hint = "A guard may be handed to another thread. What counts is which guard it is, not which thread.")
    void anyThreadCloses() {
        MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(1);
        MySafeGuardLock<Integer>.Guard guard = lock.lock();
        Trial.start("the closer", guard::close).join();
        mustThrow("get() on a guard that another thread closed", () -> "returned " + guard.get());
        Trial.start("next holder", () -> lock.lock().close()).join();
    }

    @Property(value = "on this machine, too, two threads that close the same guard at once unlock once, not twice",
        hint = "if (open) { open = false; unlock } : two threads can both pass the if. Swap the flag, and see what "
            + "comes out.",
        seconds = 10)
    void closersRace() {
        boolean more = true;
        for (int place = 0; more && place < 60; place++) {
            more = closersAreSwitchedAt(place);
        }
        Trial.shaken(30, () -> {
            MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(0);
            Room room = new Room();
            MySafeGuardLock<Integer>.Guard shared = lock.lock();
            Trial.together(2, i -> {
                shared.close();
                MySafeGuardLock<Integer>.Guard mine = lock.lock();
                room.enter();
                for (int n = 0; n < 10; n++) {
                    Thread.yield();
                }
                room.leave();
                mine.close();
            });
        });
    }

    /** Stops closer A before its access number "place"; false if it does not make so many. */
    private static boolean closersAreSwitchedAt(int place) {
        MySafeGuardLock<Integer> lock = new MySafeGuardLock<>(0);
        MySafeGuardLock<Integer>.Guard shared = lock.lock();
        Actor a = Trial.stopAt(place, "closer A", shared::close);
        boolean stopped = a.awaitStop();
        if (stopped) {
            Actor b = Trial.watch("closer B", shared::close);
            b.awaitWaiting();
            AtomicReference<MySafeGuardLock<Integer>.Guard> held = new AtomicReference<>();
            Actor c = Trial.watch("C, who locks", () -> held.set(lock.lock()));
            c.awaitWaiting();
            a.goOn();
            a.join();
            b.join();
            c.join();
            Actor d = Trial.watch("D, who locks too", () -> lock.lock().close());
            if (!d.awaitWaiting()) {
                d.join();
                fail("A and B closed the same guard at once. C locked, and was inside. Then lock() let D in as well: the one guard "
                    + "had unlocked twice, the second time under C.");
            }
            held.get().close();
            d.join();
        }
        a.goOn();
        a.join();
        return stopped;
    }

    private static void visit(MySafeGuardLock<Integer> lock, Region region) {
        MySafeGuardLock<Integer>.Guard guard = lock.lock();
        region.enter();
        region.leave();
        guard.close();
    }

    private interface Attempt {
        String make();
    }

    private static void mustThrow(String what, Attempt attempt) {
        String outcome;
        try {
            outcome = attempt.make();
        } catch (IllegalStateException right) {
            return;
        } catch (RuntimeException e) {
            outcome = "threw " + e;
        }
        fail(what + ": it " + outcome + ". It has to throw IllegalStateException.");
    }
}

package lockstep.exercises.ch05_stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Interleave;
import lockstep.interleave.Progress;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "5.4", title = "A meeting place: taken or withdrawn", starter = MyMeetingPlace.class, hints = {
    "One reference will do: null, or the offer that lies there. Who may change it from null to an offer, and who from an offer "
        + "to null? Can two do the same at once?",
    "compareAndSet(null, mine) lays it down, compareAndSet(offer, null) takes it, compareAndSet(mine, null) withdraws it. If "
        + "withdrawing fails, somebody has taken it. And what is compared has to be an object that cannot come again: make a "
        + "new one for each offer.",
    "offer: Offer<E> mine = new Offer<>(element); if (!place.compareAndSet(null, mine)) return false; for (int i = 0; i < looks; i++) "
        + "{ if (place.get() != mine) return true; Thread.onSpinWait(); } return !place.compareAndSet(mine, null);   take: Offer<E> "
        + "offer = place.get(); return offer != null && place.compareAndSet(offer, null) ? offer.element : null;"
})
@Tag("5.4")
class MyMeetingPlaceCheck {

    @Property(value = "with nobody there an offer is withdrawn, and nothing is left behind",
        hint = "Only one thread is at work here: after its looks the offer is taken away again, and offer() returns false.")
    void nobodyThere() {
        MyMeetingPlace<String> place = new MyMeetingPlace<>();
        assertNull(place.take(), "nothing was offered: take()");
        for (int looks = 0; looks < 5; looks++) {
            assertFalse(place.offer("a", looks), "nobody takes anything: offer(a, " + looks + ")");
            assertNull(place.take(), "the offer was withdrawn: take()");
        }
    }

    @Property(value = "an offer lies there for its looks, and is taken by who comes meanwhile; a second offer leaves it alone",
        hint = "offer() has looks left, and somebody takes the element: then offer() returns true. Whoever finds the place taken, returns "
            + "false and changes nothing.",
        seconds = 5)
    void meets() {
        MyMeetingPlace<String> place = new MyMeetingPlace<>();
        AtomicBoolean taken = new AtomicBoolean();
        Actor patient = Trial.watch("patient", () -> taken.set(place.offer("a", Integer.MAX_VALUE)));
        assertTrue(patient.awaitWaiting(), "offer(a, Integer.MAX_VALUE) came back, though nobody had taken a");
        assertFalse(place.offer("b", 0), "a lies there: offer(b, 0)");
        assertEquals("a", place.take(), "a lies there: take()");
        assertNull(place.take(), "a was taken: take() again");
        patient.join();
        assertTrue(taken.get(), "a was taken, and offer(a, …) returned false");
    }

    @Property(value = "under every schedule of an offer and a take: taken or withdrawn, never both, never neither",
        hint = "The taker and the one who withdraws may come at the same moment. Each must take the offer out by a compare-and-set, and "
            + "believe its answer. A weak one may fail for no reason.")
    @Interleaved(executions = 1_500)
    void takenOrWithdrawn() {
        MyMeetingPlace<Integer> place = new MyMeetingPlace<>();
        boolean[] met = new boolean[1];
        Integer[] got = new Integer[1];
        Interleave.together(() -> met[0] = place.offer(1, 1), () -> got[0] = place.take());
        assertEquals(met[0] ? Integer.valueOf(1) : null, got[0], "offer(1, 1) returned " + met[0] + ", and take() in another thread");
        assertNull(place.take(), "offer() is over: take()");
    }

    @Property(value = "under every schedule of two takers one offer goes to one of them",
        hint = "Both saw it lie there. Only the one whose compare-and-set has taken it out may have it.")
    @Interleaved(executions = 1_500, preemptions = 2, surprises = 1)
    void oneTaker() {
        MyMeetingPlace<Integer> place = new MyMeetingPlace<>();
        boolean[] met = new boolean[1];
        Integer[] got = new Integer[2];
        Interleave.together(() -> met[0] = place.offer(1, 1), () -> got[0] = place.take(), () -> got[1] = place.take());
        assertTrue(got[0] == null || got[1] == null, "1 was offered once, and two threads got it");
        assertEquals(met[0], got[0] != null || got[1] != null, "whether 1 was taken: got were " + got[0] + " and " + got[1] + "; offer() said");
    }

    @Property(value = "under every schedule of two offers neither is lost, and neither is taken for the other",
        hint = "Whoever finds the place taken, returns false: he must not lay his offer over the other. And whoever looks and sees another's "
            + "offer, or none, knows that his own was taken.")
    @Interleaved(executions = 1_500, preemptions = 2, surprises = 1)
    void twoOffers() {
        MyMeetingPlace<Integer> place = new MyMeetingPlace<>();
        boolean[] met = new boolean[3];
        Integer[] got = new Integer[1];
        Interleave.together(() -> met[1] = place.offer(1, 1), () -> met[2] = place.offer(2, 0), () -> got[0] = place.take());
        for (int i = 1; i <= 2; i++) {
            assertEquals(got[0] != null && got[0] == i, met[i], "take() got " + got[0] + "; offer(" + i + ", …) returned");
        }
        assertNull(place.take(), "both offers are over: take()");
    }

    @Property(value = "under every schedule, also when the very same element is offered again by the one who has taken it",
        hint = "ABA: your element was taken, and the same element lies there again, offered by another. Compare something that cannot come "
            + "again: an object made for this one offer.")
    @Interleaved(executions = 1_500)
    void sameElementAgain() {
        MyMeetingPlace<String> place = new MyMeetingPlace<>();
        boolean[] met = new boolean[2];
        String[] got = new String[1];
        Interleave.together(
            () -> met[0] = place.offer("x", 1),
            () -> {
                got[0] = place.take();
                if (got[0] != null) {
                    met[1] = place.offer("x", 1);
                }
            });
        assertEquals(got[0] != null, met[0], "T1 offered x, and T2 got " + got[0] + " and offered it again if it was x. T1's offer() returned");
        assertFalse(met[1], "T2 offered x, and nobody has taken anything after that. T2's offer() returned true");
    }

    @Property(value = "under every schedule whoever takes an element sees what was done before it was offered",
        hint = "The compare-and-set that lays it down has to be a release, the look of the taker an acquire.")
    @Interleaved(executions = 1_500)
    void handsOver() {
        MyMeetingPlace<Integer> place = new MyMeetingPlace<>();
        int[] news = new int[1];
        Interleave.together(
            () -> {
                news[0] = 7;
                place.offer(0, 1);
            },
            () -> {
                Integer got = place.take();
                if (got != null) {
                    assertEquals(7, news[got], "what was written before offer() is read, after take(), as");
                }
            });
    }

    @Property(value = "whoever stops in the middle, the others finish",
        hint = "An offer waits for its looks, and no longer: not for a taker, not for a free place, not for a lock.")
    @Interleaved(executions = 1_500, preemptions = 2, surprises = 1, progress = Progress.Level.LOCK_FREE)
    void neverWaits() {
        MyMeetingPlace<Integer> place = new MyMeetingPlace<>();
        Interleave.together(() -> place.offer(1, 1), () -> place.offer(2, 0), place::take);
    }

    @Property(value = "on this machine, too, what is taken is what was offered, once", seconds = 5)
    void storm() {
        int each = 20;
        Trial.shaken(40, () -> {
            MyMeetingPlace<Integer> place = new MyMeetingPlace<>();
            AtomicIntegerArray balance = new AtomicIntegerArray(2 * each);
            AtomicInteger offering = new AtomicInteger(2);
            Trial.together(3, index -> {
                if (index == 2) {
                    while (offering.get() > 0) {
                        Integer got = place.take();
                        if (got == null) {
                            Thread.yield();
                        } else {
                            balance.decrementAndGet(got);
                        }
                    }
                    return;
                }
                try {
                    for (int i = 0; i < each; i++) {
                        if (place.offer(index * each + i, 20)) {
                            balance.incrementAndGet(index * each + i);
                        }
                    }
                } finally {
                    offering.decrementAndGet();
                }
            });
            for (int i = 0; i < balance.length(); i++) {
                assertEquals(0, balance.get(i), "how many times an element was said to be taken, less how many times it was taken:");
            }
            assertNull(place.take(), "all offers are over: take()");
        });
    }
}

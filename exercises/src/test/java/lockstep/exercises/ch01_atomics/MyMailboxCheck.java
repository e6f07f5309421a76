package lockstep.exercises.ch01_atomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import lockstep.exercises.Busy;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(
        id = "1.1",
        title = "A mailbox: release and acquire",
        starter = MyMailbox.class,
        hints = {
            "You need two fields: the number, and a flag that says it is there. Which must be written first, and which read first?",
            "The number may be a plain field. The flag may not: the writer's last step is a release, and the reader repeats an acquire "
                    + "until it sees it. Whoever has seen the flag then also sees what was written before it.",
            "private int number; private final AtomicBoolean sent = new AtomicBoolean(); send: this.number = number; sent.setRelease(true); "
                    + "receive: while (!sent.getAcquire()) Thread.onSpinWait(); return number;"
        })
@Tag("1.1")
class MyMailboxCheck {

    /** More executions than a receiver needs that leaves no trace while it waits; one that takes a lock for each look has no end of them. */
    private static final int PLENTY = 1_500;

    @Property(value = "hands out the number that was sent, as often as it is asked",
            hint = "Only one thread is at work here: it sends, and then receives three times. The number is there, so receive() has nothing to wait for.")
    void handsOutTheNumber() {
        MyMailbox box = new MyMailbox();
        box.send(42);
        for (int call = 1; call <= 3; call++) {
            int got = box.receive();
            if (got != 42) {
                fail("42 was sent; call " + call + " of receive() returned " + got);
            }
        }
        MyMailbox zero = new MyMailbox();
        zero.send(0);
        int got = zero.receive();
        if (got != 0) {
            fail("0 was sent, and receive() returned " + got);
        }
    }

    @Property(value = "shares nothing with another mailbox", hint = "A static field is shared by all mailboxes.")
    void sharesNothing() {
        MyMailbox mine = new MyMailbox();
        MyMailbox yours = new MyMailbox();
        mine.send(1);
        yours.send(2);
        int a = mine.receive();
        int b = yours.receive();
        if (a != 1 || b != 2) {
            fail("1 was sent to one mailbox and 2 to another; they handed out " + a + " and " + b);
        }
    }

    @Property(value = "in every schedule a receiver gets the whole number: what was written before it was sent is seen after it is received",
            hint = "Whoever sees the flag must also see the number. That takes two halves: a release where the flag is written "
                    + "and an acquire where it is read. With one half alone nothing is ordered.")
    @Interleaved(executions = PLENTY)
    void everyScheduleDelivers() {
        MyMailbox box = new MyMailbox();
        Interleave.together(
                () -> box.send(42),
                () -> assertEquals(42, box.receive(), "42 was sent, and receive() on another thread returned"));
    }

    @Property(value = "in every schedule two receivers are served, and one of them may ask again",
            hint = "Does receive() take something away that the next receiver needs? Does send() wake one, or all?")
    @Interleaved(executions = PLENTY, preemptions = 2, surprises = 1) // three threads
    void everyScheduleServesAll() {
        MyMailbox box = new MyMailbox();
        Interleave.together(
                () -> {
                    assertEquals(7, box.receive(), "7 was sent, and the first receiver got");
                    assertEquals(7, box.receive(), "7 was sent, and the first receiver, asking again, got");
                },
                () -> assertEquals(7, box.receive(), "7 was sent, and the second receiver got"),
                () -> box.send(7));
    }

    @Property(value = "lets a receiver wait, and the receiver notices when the number comes",
            hint = "How does the waiting thread learn of the other's write? A plain field read in a loop may be read once and never again. "
                    + "And a receiver that waits inside a lock keeps the sender out.",
            seconds = 4)
    void receiverNotices() {
        for (int round = 1; round <= 2; round++) {
            int number = 6 * round;
            MyMailbox box = new MyMailbox();
            int[] got = new int[1];
            Busy receiver = Busy.start("receiver", () -> got[0] = box.receive());
            if (receiver.endsEarly(Busy.WARM)) {
                receiver.join();
                fail("receive() returned " + got[0] + " although nothing had been sent: it must wait");
            }
            Busy sender = Busy.start("sender", () -> box.send(number));
            sender.join();
            receiver.join();
            if (got[0] != number) {
                fail("a receiver was waiting when " + number + " was sent, and got " + got[0]);
            }
        }
    }

    @Property(value = "serves all who wait, not only the first",
            hint = "Does receive() take something away that the next receiver needs? Does send() wake one, or all?", seconds = 4)
    void servesAll() {
        MyMailbox box = new MyMailbox();
        int[] got = new int[2];
        Busy first = Busy.start("first receiver", () -> got[0] = box.receive());
        Busy second = Busy.start("second receiver", () -> got[1] = box.receive());
        boolean early = first.endsEarly(10) | second.endsEarly(10);
        if (early) {
            fail("receive() returned although nothing had been sent: it must wait");
        }
        box.send(7);
        first.join();
        second.join();
        if (got[0] != 7 || got[1] != 7) {
            fail("two receivers waited for 7; they got " + got[0] + " and " + got[1]);
        }
    }

    @Property(value = "gives nobody a number that was not yet written",
            hint = "Whoever sees the flag must find the number: write the number first and the flag last, read the flag first and the number last.")
    void givesTheWholeNumber() {
        Trial.shaken(300, () -> {
            MyMailbox box = new MyMailbox();
            Trial.together(
                    () -> box.send(42),
                    () -> {
                        int got = box.receive();
                        if (got != 42) {
                            fail("42 was sent, and a receiver on another thread got " + got
                                    + (got == 0 ? ": it took the number before it was written" : ""));
                        }
                    });
        });
    }
}

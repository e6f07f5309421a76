package lockstep.exercises.ch03_value_lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Exercise(id = "3.2", title = "Find every escape", starter = MyLedger.class, hints = {
    "Count the doors. A list can come in by a parameter and stay known outside; it can go out as a result. "
        + "A function that you call has both: a parameter that you hand it, and a result that it hands you.",
    "At each of the four doors (opening, entries(), what change gets, what change returns) keep or give a copy. A view such "
        + "as Collections.unmodifiableList is no copy. Copy while you hold the lock, and unlock in a finally.",
    "Constructor: entries = new ArrayList<>(opening). entries(): lock, return List.copyOf(entries), unlock in finally. "
        + "rewrite: lock, entries = new ArrayList<>(change.apply(new ArrayList<>(entries))), unlock in finally."
})
@Tag("3.2")
class MyLedgerCheck {

    @Property("the ledger counts: entries() lists them in order, total() adds them up, rewrite replaces them")
    void counts() {
        MyLedger ledger = new MyLedger(new ArrayList<>(List.of(100L, 20L)));
        expect(ledger, "after opening with [100, 20]", 100, 20);
        ledger.add(3);
        expect(ledger, "after add(3)", 100, 20, 3);
        ledger.add(-5, 5);
        expect(ledger, "after add(-5, 5)", 100, 20, 3, -5, 5);
        ledger.rewrite(list -> {
            list.remove(0);
            list.add(7L);
            return list;
        });
        expect(ledger, "after a rewrite that removed the first entry and added 7 in the list it was lent", 20, 3, -5, 5, 7);
        ledger.rewrite(list -> new ArrayList<>(List.of(1L)));
        expect(ledger, "after a rewrite that returned [1]", 1);
        ledger.add(2);
        expect(ledger, "after add(2)", 1, 2);
    }

    @Property(value = "the list that the ledger was opened with is not the ledger's own",
        hint = "The caller still has the list it gave to the constructor, and needs no lock to alter it.")
    void openingIsCopied() {
        List<Long> opening = new ArrayList<>(List.of(10L, 20L));
        MyLedger ledger = new MyLedger(opening);
        opening.set(0, 1_000_000L);
        opening.add(5L);
        expect(ledger, "when it was opened with a list [10, 20] that its owner altered afterwards", 10, 20);
        ledger.add(30);
        if (opening.size() != 3) {
            fail("ledger.add(30) appeared in the list that the ledger had been opened with.");
        }
    }

    @Property(value = "what entries() returned stays as it was, whatever happens to the ledger",
        hint = "An unmodifiable view of the list is still the list: it shows every change, and is read without the "
            + "lock.")
    void snapshotStays() {
        MyLedger ledger = new MyLedger(List.of(10L));
        List<Long> before = ledger.entries();
        ledger.add(20);
        if (!before.equals(List.of(10L))) {
            fail("entries() returned [10]. After add(20), the same list reads " + before + ".");
        }
        List<Long> later = ledger.entries();
        ledger.rewrite(list -> {
            list.clear();
            return list;
        });
        if (!later.equals(List.of(10L, 20L))) {
            fail("entries() returned [10, 20]. After a rewrite to nothing, the same list reads " + later + ".");
        }
    }

    @Property(value = "whoever alters what entries() returned alters nothing in the ledger",
        hint = "Return a copy that is the caller's to keep, or one that cannot be altered.")
    void snapshotIsTheCallers() {
        MyLedger ledger = new MyLedger(List.of(10L, 20L));
        List<Long> mine = ledger.entries();
        tryTo(() -> mine.set(0, 1_000_000L));
        expect(ledger, "after a caller set the first element of what entries() had returned", 10, 20);
        tryTo(() -> mine.add(30L));
        expect(ledger, "after a caller added to what entries() had returned", 10, 20);
        tryTo(mine::clear);
        expect(ledger, "after a caller cleared what entries() had returned", 10, 20);
    }

    @Property(value = "the list that rewrite lends to change is no way in once rewrite is over",
        hint = "A lambda can put its parameter away in a field. Lend it a copy.")
    void lentListIsACopy() {
        MyLedger ledger = new MyLedger(List.of(10L, 20L));
        List<List<Long>> kept = new ArrayList<>();
        ledger.rewrite(list -> {
            kept.add(list);
            return List.of(1L, 2L);
        });
        expect(ledger, "after a rewrite to [1, 2]", 1, 2);
        ledger.rewrite(list -> {
            kept.add(list);
            return list;
        });
        for (List<Long> list : kept) {
            tryTo(() -> list.set(0, 1_000_000L));
            tryTo(() -> list.add(3L));
            expect(ledger, "after change had kept the list it was lent, and altered it later", 1, 2);
        }
    }

    @Property(value = "the list that change returns is no way in either",
        hint = "Whoever wrote change may still hold the list that it returned. Keep a copy of it.")
    void returnedListIsCopied() {
        MyLedger ledger = new MyLedger(List.of());
        List<Long> mine = new ArrayList<>(List.of(1L, 2L));
        ledger.rewrite(list -> mine);
        mine.set(0, 1_000_000L);
        mine.add(3L);
        expect(ledger, "after change had returned a list [1, 2] and its owner altered it later", 1, 2);
        ledger.add(4);
        if (mine.size() != 3) {
            fail("ledger.add(4) appeared in the list that change had returned.");
        }
    }

    @Property(value = "if change throws, its exception reaches the caller and the ledger is as it was",
        hint = "Work on a copy, and let nothing of it into the ledger before change has returned.")
    void throwingChangesNothing() {
        MyLedger ledger = new MyLedger(List.of(10L, 20L));
        RuntimeException wrong = new RuntimeException("thrown by change");
        Throwable seen = null;
        try {
            ledger.rewrite(list -> {
                list.clear();
                throw wrong;
            });
        } catch (Throwable t) {
            seen = t;
        }
        if (seen != wrong) {
            fail("change threw an exception. What came out of rewrite is " + (seen == null ? "nothing" : seen) + ".");
        }
        expect(ledger, "after change had cleared the list it was lent, then thrown", 10, 20);
    }

    @Property(value = "after change threw, other threads can still use the ledger",
        hint = "The exception left rewrite before unlock(). Put unlock() in a finally.")
    void throwingUnlocks() {
        MyLedger ledger = new MyLedger(List.of(10L));
        for (Throwable wrong : new Throwable[] {new IllegalStateException("thrown by change"), new StackOverflowError()}) {
            try {
                ledger.rewrite(list -> sneakyThrow(wrong));
            } catch (Throwable expected) {
                // the caller's business
            }
            Actor another = Trial.start("another thread", () -> {
                ledger.add(1);
                ledger.total();
                ledger.entries();
                ledger.rewrite(list -> list);
            });
            another.join();
        }
    }

    @Property(value = "under every schedule total() sees both entries of add(-5, 5) or neither",
        hint = "Reading takes the lock, too: from the first look at the list to the last. Whoever reads without it "
            + "races with add, and may see half a step, or an old list.")
    @Interleaved(executions = 1_000)
    void totalSeesWholeSteps() {
        MyLedger ledger = new MyLedger(List.of(1L));
        Interleave.together(
            () -> ledger.add(-5, 5),
            () -> assertEquals(1, ledger.total(), "total() of [1], while add(-5, 5) runs in another thread"));
        assertEquals(1, ledger.total(), "total() of [1], after add(-5, 5)");
    }

    @Property(value = "under every schedule entries() is the list before a step or the list after it",
        hint = "The copy has to be finished before unlock(). A reference to the live list that is fetched under the "
            + "lock and read after it is read without the lock.")
    @Interleaved(executions = 1_000)
    void entriesSeesWholeSteps() {
        MyLedger ledger = new MyLedger(List.of(1L));
        Interleave.together(
            () -> ledger.add(-5, 5),
            () -> {
                List<Long> seen = ledger.entries();
                if (!seen.equals(List.of(1L)) && !seen.equals(List.of(1L, -5L, 5L))) {
                    fail("The ledger was [1], and add(-5, 5) ran in another thread. entries() returned " + seen + ".");
                }
            });
    }

    @Property(value = "under every schedule a rewrite is one step: none is lost to another, or to an add",
        hint = "Reading the list, calling change and storing the result belong under one lock, taken once.")
    @Interleaved(executions = 1_000)
    void rewriteIsOneStep() {
        MyLedger ledger = new MyLedger(List.of());
        Action addOne = () -> ledger.rewrite(list -> {
            list.add(1L);
            return list;
        });
        Interleave.together(addOne, addOne, () -> ledger.add(1));
        assertEquals(3, ledger.total(), "total(), after two rewrites and one add() in three threads had each added a 1");
    }

    @Property(value = "whoever looks sees both entries of add(-5, 5) or neither, and both halves of a rewrite or "
            + "neither",
        hint = "total() and entries() must hold the lock from the first look at the list to the last.",
        seconds = 10)
    void nothingInHalves() {
        OneSwitch.tryAll(() -> {
            MyLedger ledger = new MyLedger(List.of(1L, -1L));
            return new OneSwitch.Play(() -> ledger.add(-5, 5), () -> look(ledger), () -> look(ledger));
        });
        OneSwitch.tryAll(() -> {
            MyLedger ledger = new MyLedger(List.of(1L, -1L));
            return new OneSwitch.Play(() -> ledger.add(-5, 5), () -> lookAtEntries(ledger), () -> look(ledger));
        });
        OneSwitch.tryAll(() -> {
            MyLedger ledger = new MyLedger(List.of(1L, -1L));
            return new OneSwitch.Play(() -> look(ledger), () -> ledger.rewrite(list -> List.of(9L, -9L)), () -> look(ledger));
        });
        Trial.shaken(40, () -> {
            MyLedger ledger = new MyLedger(List.of(1L, -1L));
            Trial.together(
                () -> {
                    for (int i = 0; i < 3; i++) {
                        ledger.add(-5, 5);
                    }
                },
                () -> {
                    for (int i = 0; i < 2; i++) {
                        ledger.rewrite(list -> {
                            list.add(-7L);
                            Thread.yield();
                            list.add(7L);
                            return list;
                        });
                    }
                },
                () -> {
                    for (int i = 0; i < 3; i++) {
                        look(ledger);
                    }
                });
            int size = ledger.entries().size();
            if (size != 12) {
                fail("2 entries to begin with, 3 times add(-5, 5) in one thread, 2 rewrites that add 2 entries each in "
                    + "another: that makes 12. entries() has " + size + ".");
            }
        });
    }

    @Property(value = "a rewrite is one step: none is lost to another",
        hint = "Reading the list, calling change and storing the result belong under one lock, taken once.",
        seconds = 10)
    void rewritesAreNotLost() {
        OneSwitch.tryAll(() -> {
            MyLedger ledger = new MyLedger(List.of());
            Trial.Body addOne = () -> ledger.rewrite(list -> {
                list.add(1L);
                return list;
            });
            return new OneSwitch.Play(addOne, addOne, () -> {
                if (ledger.total() != 2) {
                    fail("2 threads each added a 1 by rewrite. total() is " + ledger.total() + ", not 2: a rewrite was lost.");
                }
            });
        });
        Trial.shaken(30, () -> {
            MyLedger ledger = new MyLedger(List.of());
            int threads = Trial.threads();
            Trial.together(threads, i -> {
                for (int n = 0; n < 4; n++) {
                    ledger.rewrite(list -> {
                        Thread.yield();
                        list.add(1L);
                        return list;
                    });
                }
            });
            long total = ledger.total();
            if (total != threads * 4L) {
                fail(threads + " threads each added a 1 by rewrite, 4 times. total() is " + total + ", not " + threads * 4
                    + ": a rewrite was lost.");
            }
        });
    }

    private static void look(MyLedger ledger) {
        long total = ledger.total();
        if (total != 0) {
            fail("Every step leaves a total of 0. While others were in add or rewrite, total() returned " + total
                + ": it saw half a step.");
        }
        lookAtEntries(ledger);
    }

    private static void lookAtEntries(MyLedger ledger) {
        List<Long> entries = ledger.entries();
        long sum = 0;
        for (Long amount : entries) {
            sum += amount == null ? 0 : amount;
        }
        if (sum != 0 || entries.size() % 2 != 0) {
            fail("Every step adds two entries that cancel out. While others were in add or rewrite, entries() returned "
                + entries.size() + " entries with sum " + sum + ": it saw half a step.");
        }
    }

    private static void expect(MyLedger ledger, String when, long... amounts) {
        List<Long> expected = new ArrayList<>();
        long total = 0;
        for (long amount : amounts) {
            expected.add(amount);
            total += amount;
        }
        assertEquals(expected, ledger.entries(), "entries() " + when);
        assertEquals(total, ledger.total(), "total() " + when);
    }

    private static void tryTo(Runnable alter) {
        try {
            alter.run();
        } catch (UnsupportedOperationException fine) {
            // a list that cannot be altered is no way in
        }
    }

    @SuppressWarnings("unchecked")
    private static <R, X extends Throwable> R sneakyThrow(Throwable t) throws X {
        throw (X) t;
    }
}

package lockstep.wrong.ch06_queues;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 6.4. The judge has to reject each of them. What a class does not say is right. */
public final class MySegQueueWrong {

    private MySegQueueWrong() {}

    static class Segment<E> {
        final AtomicReferenceArray<E> slots;
        final AtomicInteger tail = new AtomicInteger();
        final AtomicInteger head = new AtomicInteger();
        final AtomicReference<Segment<E>> next = new AtomicReference<>();

        Segment(int slots) {
            this.slots = new AtomicReferenceArray<>(slots);
        }
    }

    /** As the solution is. */
    static class Segments<E> {
        final int slots;
        final AtomicReference<Segment<E>> first;
        final AtomicReference<Segment<E>> last;

        Segments(int slots) {
            this.slots = slots;
            Segment<E> only = new Segment<>(slots);
            first = new AtomicReference<>(only);
            last = new AtomicReference<>(only);
        }

        public void push(E element) {
            while (true) {
                Segment<E> segment = last.get();
                int slot = segment.tail.getAndIncrement();
                if (slot < slots) {
                    segment.slots.set(slot, element);
                    return;
                }
                goOn(segment);
            }
        }

        void goOn(Segment<E> segment) {
            if (segment.next.get() == null) {
                segment.next.compareAndSet(null, new Segment<>(slots));
            }
            last.compareAndSet(segment, segment.next.get());
        }

        public E pop() {
            while (true) {
                Segment<E> segment = first.get();
                int slot = segment.head.get();
                if (slot == slots) {
                    Segment<E> next = segment.next.get();
                    if (next == null) {
                        return null;
                    }
                    first.compareAndSet(segment, next);
                } else if (slot >= segment.tail.get()) {
                    return null;
                } else if (segment.head.compareAndSet(slot, slot + 1)) {
                    return take(segment, slot);
                }
            }
        }

        E take(Segment<E> segment, int slot) {
            E element = segment.slots.get(slot);
            while (element == null) {
                Thread.onSpinWait();
                element = segment.slots.get(slot);
            }
            segment.slots.set(slot, null);
            return element;
        }
    }

    @Wrong(exercise = "6.4", breaks = "noPushIsLost",
        why = "A push claims its slot by get, then set: two get the same slot, and one element overwrites the other.")
    public static class ClaimsInTwoSteps<E> extends Segments<E> {
        public ClaimsInTwoSteps(int slots) {
            super(slots);
        }

        @Override
        public void push(E element) {
            while (true) {
                Segment<E> segment = last.get();
                int slot = segment.tail.get();
                if (slot < slots) {
                    segment.tail.set(slot + 1);
                    segment.slots.set(slot, element);
                    return;
                }
                goOn(segment);
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = "noPushIsLost",
        why = "The next segment is linked by a look and a set: the second to link cuts off the first one's segment, "
            + "and what is in it.")
    public static class LinksTwice<E> extends Segments<E> {
        public LinksTwice(int slots) {
            super(slots);
        }

        @Override
        void goOn(Segment<E> segment) {
            if (segment.next.get() == null) {
                segment.next.set(new Segment<>(slots));
            }
            last.compareAndSet(segment, segment.next.get());
        }
    }

    @Wrong(exercise = "6.4", breaks = "noPushIsLost",
        why = "Who loses the race to link a segment moves last to its own one all the same: nobody ever comes there.")
    public static class MovesToItsOwn<E> extends Segments<E> {
        public MovesToItsOwn(int slots) {
            super(slots);
        }

        @Override
        void goOn(Segment<E> segment) {
            Segment<E> next = segment.next.get();
            if (next == null) {
                next = new Segment<>(slots);
                segment.next.compareAndSet(null, next);
            }
            last.compareAndSet(segment, next);
        }
    }

    @Wrong(exercise = "6.4", breaks = "noPushIsLost",
        why = "The new segment brings its element along. If another thread was faster to link one, the element is "
            + "gone with the segment.")
    public static class DropsWhatLost<E> extends Segments<E> {
        public DropsWhatLost(int slots) {
            super(slots);
        }

        @Override
        public void push(E element) {
            while (true) {
                Segment<E> segment = last.get();
                int slot = segment.tail.getAndIncrement();
                if (slot < slots) {
                    segment.slots.set(slot, element);
                    return;
                }
                if (segment.next.get() == null) {
                    Segment<E> made = new Segment<>(slots);
                    made.slots.set(0, element);
                    made.tail.set(1);
                    segment.next.compareAndSet(null, made);
                    last.compareAndSet(segment, segment.next.get());
                    return;
                }
                last.compareAndSet(segment, segment.next.get());
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = "firstInFirstOut",
        why = "The new segment brings its element along, and then the loop goes round and pushes it once more.")
    public static class DoublesAtTheEdge<E> extends Segments<E> {
        public DoublesAtTheEdge(int slots) {
            super(slots);
        }

        @Override
        public void push(E element) {
            while (true) {
                Segment<E> segment = last.get();
                int slot = segment.tail.getAndIncrement();
                if (slot < slots) {
                    segment.slots.set(slot, element);
                    return;
                }
                Segment<E> made = new Segment<>(slots);
                made.slots.set(0, element);
                made.tail.set(1);
                segment.next.compareAndSet(null, made);
                last.compareAndSet(segment, segment.next.get());
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = "firstInFirstOut",
        why = "When the head has come to a segment's end, pop() says empty and does not look whether there is a next "
            + "segment.")
    public static class StopsAtTheEdge<E> extends Segments<E> {
        public StopsAtTheEdge(int slots) {
            super(slots);
        }

        @Override
        public E pop() {
            while (true) {
                Segment<E> segment = first.get();
                int slot = segment.head.get();
                if (slot >= Math.min(slots, segment.tail.get())) {
                    return null;
                }
                if (segment.head.compareAndSet(slot, slot + 1)) {
                    return take(segment, slot);
                }
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = "firstInFirstOut",
        why = "The element that finds no slot is not pushed again: it is lost at the segment's edge.")
    public static class LosesAtTheEdge<E> extends Segments<E> {
        public LosesAtTheEdge(int slots) {
            super(slots);
        }

        @Override
        public void push(E element) {
            Segment<E> segment = last.get();
            int slot = segment.tail.getAndIncrement();
            if (slot < slots) {
                segment.slots.set(slot, element);
            } else {
                goOn(segment);
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = "oneOrderExplainsAll",
        why = "A slot that is claimed and not filled yet counts as empty: a thread may miss what it has just pushed "
            + "itself.")
    public static class EmptyWhileUnderWay<E> extends Segments<E> {
        public EmptyWhileUnderWay(int slots) {
            super(slots);
        }

        @Override
        public E pop() {
            while (true) {
                Segment<E> segment = first.get();
                int slot = segment.head.get();
                if (slot == slots) {
                    Segment<E> next = segment.next.get();
                    if (next == null) {
                        return null;
                    }
                    first.compareAndSet(segment, next);
                } else {
                    E element = segment.slots.get(slot);
                    if (element == null && segment.head.get() == slot) {
                        return null;
                    }
                    if (element != null && segment.head.compareAndSet(slot, slot + 1)) {
                        segment.slots.set(slot, null);
                        return element;
                    }
                }
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = {"oneOrderExplainsAll", "popMeetsPush"},
        why = "A pop claims a slot that is not filled yet, and does not wait: the element comes to a slot that "
            + "nobody looks at again.")
    public static class DoesNotWait<E> extends Segments<E> {
        public DoesNotWait(int slots) {
            super(slots);
        }

        @Override
        E take(Segment<E> segment, int slot) {
            return segment.slots.getAndSet(slot, null);
        }
    }

    @Wrong(exercise = "6.4", breaks = "emptyIsNull",
        why = "pop() claims by getAndIncrement before it knows that there is something: who pushes next fills a slot "
            + "that has been passed over.")
    public static class ClaimsUnseen<E> extends Segments<E> {
        public ClaimsUnseen(int slots) {
            super(slots);
        }

        @Override
        public E pop() {
            while (true) {
                Segment<E> segment = first.get();
                int slot = segment.head.getAndIncrement();
                if (slot < slots) {
                    return slot < segment.tail.get() ? take(segment, slot) : null;
                }
                Segment<E> next = segment.next.get();
                if (next == null) {
                    return null;
                }
                first.compareAndSet(segment, next);
            }
        }
    }

    @Wrong(exercise = "6.4", expect = Verdict.Kind.HUNG, breaks = "noPopIsDoubled",
        why = "A pop claims its slot by get, then set: two pops claim the same element, and one of them waits for "
            + "what is gone.")
    public static class PopsInTwoSteps<E> extends Segments<E> {
        public PopsInTwoSteps(int slots) {
            super(slots);
        }

        @Override
        public E pop() {
            while (true) {
                Segment<E> segment = first.get();
                int slot = segment.head.get();
                if (slot == slots) {
                    Segment<E> next = segment.next.get();
                    if (next == null) {
                        return null;
                    }
                    first.compareAndSet(segment, next);
                } else if (slot >= segment.tail.get()) {
                    return null;
                } else {
                    segment.head.set(slot + 1);
                    return take(segment, slot);
                }
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = "noPopIsDoubled",
        why = "first is read a second time when it is moved: if another thread has moved it meanwhile, a whole "
            + "segment is skipped.")
    public static class SkipsASegment<E> extends Segments<E> {
        public SkipsASegment(int slots) {
            super(slots);
        }

        @Override
        public E pop() {
            while (true) {
                int slot = first.get().head.get();
                if (slot == slots) {
                    Segment<E> next = first.get().next.get();
                    if (next == null) {
                        return null;
                    }
                    first.set(next);
                } else if (slot >= first.get().tail.get()) {
                    return null;
                } else {
                    Segment<E> segment = first.get();
                    if (segment.head.compareAndSet(slot, slot + 1)) {
                        return take(segment, slot);
                    }
                }
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = "publishes",
        why = "The slot alone tells the pop that there is an element, and it is written and read opaque: what is in "
            + "the element may not be seen.")
    public static class PublishesNothing<E> extends Segments<E> {
        public PublishesNothing(int slots) {
            super(slots);
        }

        @Override
        public void push(E element) {
            while (true) {
                Segment<E> segment = last.get();
                int slot = segment.tail.getAndIncrement();
                if (slot < slots) {
                    segment.slots.setOpaque(slot, element);
                    return;
                }
                goOn(segment);
            }
        }

        @Override
        public E pop() {
            while (true) {
                Segment<E> segment = first.get();
                int slot = segment.head.get();
                if (slot == slots) {
                    Segment<E> next = segment.next.get();
                    if (next == null) {
                        return null;
                    }
                    first.compareAndSet(segment, next);
                    continue;
                }
                E element = segment.slots.getOpaque(slot);
                if (element == null) {
                    if (slot >= segment.tail.get()) {
                        return null;
                    }
                    Thread.onSpinWait();
                } else if (segment.head.compareAndSet(slot, slot + 1)) {
                    segment.slots.setOpaque(slot, null);
                    return element;
                }
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = {"oneOrderExplainsAll", "popMeetsPush"},
        why = "The slot is filled by a plain write, while a pop reads it: a data race, whose outcome Java leaves open.")
    public static class FillsPlainly<E> extends Segments<E> {
        public FillsPlainly(int slots) {
            super(slots);
        }

        @Override
        public void push(E element) {
            while (true) {
                Segment<E> segment = last.get();
                int slot = segment.tail.getAndIncrement();
                if (slot < slots) {
                    segment.slots.setPlain(slot, element);
                    return;
                }
                goOn(segment);
            }
        }
    }

    @Wrong(exercise = "6.4", breaks = "letsGo",
        why = "The slot keeps the element that was popped, and with it all that hangs on it.")
    public static class KeepsThePopped<E> extends Segments<E> {
        public KeepsThePopped(int slots) {
            super(slots);
        }

        @Override
        E take(Segment<E> segment, int slot) {
            E element;
            while ((element = segment.slots.get(slot)) == null) {
                Thread.onSpinWait();
            }
            return element;
        }
    }

    @Wrong(exercise = "6.4", breaks = "letsGo",
        why = "first never moves: each pop walks over all segments since the beginning, and none is ever let go.")
    public static class KeepsTheSegments<E> extends Segments<E> {
        public KeepsTheSegments(int slots) {
            super(slots);
        }

        @Override
        public E pop() {
            Segment<E> segment = first.get();
            while (true) {
                int slot = segment.head.get();
                if (slot == slots) {
                    segment = segment.next.get();
                    if (segment == null) {
                        return null;
                    }
                } else if (slot >= segment.tail.get()) {
                    return null;
                } else if (segment.head.compareAndSet(slot, slot + 1)) {
                    return take(segment, slot);
                }
            }
        }
    }
}

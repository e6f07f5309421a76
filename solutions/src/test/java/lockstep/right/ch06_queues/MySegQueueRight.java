package lockstep.right.ch06_queues;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import lockstep.proof.Right;

/** Other right answers to exercise 6.4. The judge has to pass each of them. */
public final class MySegQueueRight {

    private MySegQueueRight() {}

    @Right(exercise = "6.4", why = "one lock around an ArrayDeque")
    public static class Locked<E> {
        private final Queue<E> elements;

        public Locked(int slots) {
            elements = new ArrayDeque<>(slots);
        }

        public synchronized void push(E element) {
            elements.add(element);
        }

        public synchronized E pop() {
            return elements.poll();
        }
    }

    @Right(exercise = "6.4", why = "Michael and Scott's two locks: pushes exclude each other, and so do pops; linked "
        + "segments of one slot")
    public static class TwoLocks<E> {
        private final ReentrantLock pushing = new ReentrantLock();
        private final ReentrantLock popping = new ReentrantLock();
        private Node<E> first = new Node<>(null);
        private Node<E> last = first;

        public TwoLocks(int slots) {
        }

        public void push(E element) {
            Node<E> node = new Node<>(element);
            pushing.lock();
            try {
                last.next.set(node);
                last = node;
            } finally {
                pushing.unlock();
            }
        }

        public E pop() {
            popping.lock();
            try {
                Node<E> node = first.next.get();
                if (node == null) {
                    return null;
                }
                E element = node.element;
                node.element = null;
                first = node;
                return element;
            } finally {
                popping.unlock();
            }
        }

        private static class Node<E> {
            final AtomicReference<Node<E>> next = new AtomicReference<>();
            E element;

            Node(E element) {
                this.element = element;
            }
        }
    }

    @Right(exercise = "6.4", why = "Michael and Scott's linked queue: a node an element, and a tail that anybody "
        + "helps along")
    public static class Linked<E> {
        private final AtomicReference<Node<E>> first;
        private final AtomicReference<Node<E>> last;

        public Linked(int slots) {
            Node<E> dummy = new Node<>(null);
            first = new AtomicReference<>(dummy);
            last = new AtomicReference<>(dummy);
        }

        public void push(E element) {
            Node<E> node = new Node<>(element);
            while (true) {
                Node<E> end = last.get();
                Node<E> next = end.next.get();
                if (next != null) {
                    last.compareAndSet(end, next);
                } else if (end.next.compareAndSet(null, node)) {
                    last.compareAndSet(end, node);
                    return;
                }
            }
        }

        public E pop() {
            while (true) {
                Node<E> dummy = first.get();
                Node<E> next = dummy.next.get();
                if (next == null) {
                    return null;
                }
                if (first.compareAndSet(dummy, next)) {
                    last.compareAndSet(dummy, next);
                    return next.element.getAndSet(null);
                }
            }
        }

        private static class Node<E> {
            final AtomicReference<E> element;
            final AtomicReference<Node<E>> next = new AtomicReference<>();

            Node(E element) {
                this.element = new AtomicReference<>(element);
            }
        }
    }

    @Right(exercise = "6.4", why = "A slot is filled and taken by a compare-and-set of its own; there are no "
        + "indices, and nobody waits")
    public static class SlotBySlot<E> {
        private static final Object TAKEN = new Object();
        private final int slots;
        private final AtomicReference<Segment> first;
        private final AtomicReference<Segment> last;

        public SlotBySlot(int slots) {
            this.slots = slots;
            Segment only = new Segment(slots);
            first = new AtomicReference<>(only);
            last = new AtomicReference<>(only);
        }

        public void push(E element) {
            while (true) {
                Segment segment = last.get();
                for (int i = 0; i < slots; i++) {
                    if (segment.slots.get(i) == null && segment.slots.compareAndSet(i, null, element)) {
                        return;
                    }
                }
                segment.next.compareAndSet(null, new Segment(slots));
                last.compareAndSet(segment, segment.next.get());
            }
        }

        @SuppressWarnings("unchecked")
        public E pop() {
            while (true) {
                Segment segment = first.get();
                for (int i = 0; i < slots; i++) {
                    Object found = segment.slots.get(i);
                    if (found == null) {
                        return null;
                    }
                    if (found != TAKEN && segment.slots.compareAndSet(i, found, TAKEN)) {
                        return (E) found;
                    }
                }
                if (segment.next.get() == null) {
                    return null;
                }
                first.compareAndSet(segment, segment.next.get());
            }
        }

        private static class Segment {
            final AtomicReferenceArray<Object> slots;
            final AtomicReference<Segment> next = new AtomicReference<>();

            Segment(int slots) {
                this.slots = new AtomicReferenceArray<>(slots);
            }
        }
    }

    @Right(exercise = "6.4", why = "Both ends draw numbers; a pop that comes before its push spoils the slot, and "
        + "both try again elsewhere")
    public static class Spoiling<E> {
        private static final Object SPOILT = new Object();
        private final int slots;
        private final AtomicReference<Segment> first;
        private final AtomicReference<Segment> last;

        public Spoiling(int slots) {
            this.slots = slots;
            Segment only = new Segment(slots);
            first = new AtomicReference<>(only);
            last = new AtomicReference<>(only);
        }

        public void push(E element) {
            while (true) {
                Segment segment = last.get();
                int slot = segment.tail.getAndIncrement();
                if (slot < slots) {
                    if (segment.slots.compareAndSet(slot, null, element)) {
                        return;
                    }
                } else {
                    segment.next.compareAndSet(null, new Segment(slots));
                    last.compareAndSet(segment, segment.next.get());
                }
            }
        }

        @SuppressWarnings("unchecked")
        public E pop() {
            while (true) {
                Segment segment = first.get();
                if (segment.head.get() >= segment.tail.get() && segment.next.get() == null) {
                    return null;
                }
                int slot = segment.head.getAndIncrement();
                if (slot < slots) {
                    Object found = segment.slots.getAndSet(slot, SPOILT);
                    if (found != null) {
                        return (E) found;
                    }
                } else if (segment.next.get() == null) {
                    return null;
                } else {
                    first.compareAndSet(segment, segment.next.get());
                }
            }
        }

        private static class Segment {
            final AtomicReferenceArray<Object> slots;
            final AtomicInteger tail = new AtomicInteger();
            final AtomicInteger head = new AtomicInteger();
            final AtomicReference<Segment> next = new AtomicReference<>();

            Segment(int slots) {
                this.slots = new AtomicReferenceArray<>(slots);
            }
        }
    }

    @Right(exercise = "6.4", why = "The new segment brings the element along, and first and last are set, not "
        + "compared: a step back does no harm")
    public static class BringsItAlong<E> {
        private final int slots;
        private final AtomicReference<Segment<E>> first;
        private final AtomicReference<Segment<E>> last;

        public BringsItAlong(int slots) {
            this.slots = slots;
            Segment<E> only = new Segment<>(slots);
            first = new AtomicReference<>(only);
            last = new AtomicReference<>(only);
        }

        public void push(E element) {
            while (true) {
                Segment<E> segment = last.get();
                int slot = segment.tail.get();
                if (slot == slots) {
                    Segment<E> made = new Segment<>(slots);
                    made.slots.set(0, element);
                    made.tail.set(1);
                    boolean linked = segment.next.compareAndSet(null, made);
                    last.set(segment.next.get());
                    if (linked) {
                        return;
                    }
                } else if (segment.tail.compareAndSet(slot, slot + 1)) {
                    segment.slots.set(slot, element);
                    return;
                }
            }
        }

        public E pop() {
            while (true) {
                Segment<E> segment = first.get();
                int slot = segment.head.get();
                if (slot == slots) {
                    if (segment.next.get() == null) {
                        return null;
                    }
                    first.set(segment.next.get());
                } else if (segment.tail.get() == slot) {
                    return null;
                } else if (segment.head.compareAndSet(slot, slot + 1)) {
                    E element;
                    do {
                        element = segment.slots.getAndSet(slot, null);
                    } while (element == null);
                    return element;
                }
            }
        }

        private static class Segment<E> {
            final AtomicReferenceArray<E> slots;
            final AtomicInteger tail = new AtomicInteger();
            final AtomicInteger head = new AtomicInteger();
            final AtomicReference<Segment<E>> next = new AtomicReference<>();

            Segment(int slots) {
                this.slots = new AtomicReferenceArray<>(slots);
            }
        }
    }
}

package lockstep.right.ch05_stack;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import lockstep.proof.Right;

/** Other right answers to exercise 5.4. */
public final class MyMeetingPlaceRight {

    private MyMeetingPlaceRight() {
    }

    @Right(exercise = "5.4", why = "The offer has a state of its own: whoever changes it from open has it, the place only leads there.")
    public static class StateInTheOffer<E> {
        private static final int OPEN = 0;
        private static final int TAKEN = 1;
        private static final int WITHDRAWN = 2;

        private static class Offer<E> {
            private final E element;
            private final AtomicInteger state = new AtomicInteger(OPEN);

            Offer(E element) {
                this.element = element;
            }
        }

        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks && mine.state.get() == OPEN; i++) {
                Thread.onSpinWait();
            }
            boolean taken = !mine.state.compareAndSet(OPEN, WITHDRAWN);
            place.compareAndSet(mine, null);
            return taken;
        }

        public E take() {
            Offer<E> offer = place.get();
            if (offer == null) {
                return null;
            }
            boolean mine = offer.state.compareAndSet(OPEN, TAKEN);
            place.compareAndSet(offer, null);
            return mine ? offer.element : null;
        }
    }

    @Right(exercise = "5.4", why = "Bare elements with a stamp, which never comes again.")
    public static class Stamped<E> {
        private final AtomicStampedReference<E> place = new AtomicStampedReference<>(null, 0);

        public boolean offer(E element, int looks) {
            int[] stamp = new int[1];
            if (place.get(stamp) != null) {
                return false;
            }
            int mine = stamp[0] + 1;
            if (!place.compareAndSet(null, element, stamp[0], mine)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.getStamp() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return !place.compareAndSet(element, null, mine, mine + 1);
        }

        public E take() {
            int[] stamp = new int[1];
            E element = place.get(stamp);
            return element != null && place.compareAndSet(element, null, stamp[0], stamp[0] + 1) ? element : null;
        }
    }

    @Right(exercise = "5.4", why = "take() swaps: what comes out is its own, be it null.")
    public static class TakesBySwap<E> {
        private final AtomicReference<Object[]> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Object[] mine = {element};
            if (place.get() != null || !place.weakCompareAndSetRelease(null, mine)) {
                return false;
            }
            int left = looks;
            while (left > 0 && place.getOpaque() == mine) {
                Thread.onSpinWait();
                left--;
            }
            return place.compareAndExchange(mine, null) != mine;
        }

        @SuppressWarnings("unchecked")
        public E take() {
            Object[] offer = place.getAndSet(null);
            return offer == null ? null : (E) offer[0];
        }
    }

    @Right(exercise = "5.4", why = "The offer says by a mark that it is to be had; whoever changes the mark has it.")
    public static class Marked<E> {
        private static class Offer<E> {
            private final AtomicMarkableReference<E> content;

            Offer(E element) {
                content = new AtomicMarkableReference<>(element, true);
            }
        }

        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks && mine.content.isMarked(); i++) {
                Thread.onSpinWait();
            }
            boolean withdrawn = mine.content.compareAndSet(element, element, true, false);
            place.compareAndSet(mine, null);
            return !withdrawn;
        }

        public E take() {
            Offer<E> offer = place.get();
            if (offer == null) {
                return null;
            }
            E element = offer.content.getReference();
            boolean mine = offer.content.compareAndSet(element, element, true, false);
            place.compareAndSet(offer, null);
            return mine ? element : null;
        }
    }
}

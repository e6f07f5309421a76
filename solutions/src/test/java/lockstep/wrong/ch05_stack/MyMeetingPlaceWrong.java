package lockstep.wrong.ch05_stack;

import java.util.concurrent.atomic.AtomicReference;
import lockstep.harness.Verdict;
import lockstep.proof.Wrong;

/** Plausible mistakes in exercise 5.4. */
public final class MyMeetingPlaceWrong {

    private MyMeetingPlaceWrong() {
    }

    static class Offer<E> {
        final E element;

        Offer(E element) {
            this.element = element;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "takenOrWithdrawn",
        why = "Withdraws by a store: a taker may have been quicker, and the element is both taken and withdrawn.")
    public static class WithdrawsByStore<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            place.set(null);
            return false;
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "takenOrWithdrawn",
        why = "A last look, and then a store: between the two a taker may come.")
    public static class LooksThenWithdraws<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            if (place.get() != mine) {
                return true;
            }
            place.set(null);
            return false;
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "takenOrWithdrawn",
        why = "Withdraws weakly: it may fail with the offer still there, which is taken for taken.")
    public static class WithdrawsWeakly<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return !place.weakCompareAndSetVolatile(mine, null);
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = {"takenOrWithdrawn", "oneTaker"},
        why = "take looks and then stores null: two takers get the same element, or one gets what was withdrawn.")
    public static class TakesByStore<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return !place.compareAndSet(mine, null);
        }

        public E take() {
            Offer<E> offer = place.get();
            if (offer == null) {
                return null;
            }
            place.set(null);
            return offer.element;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "meets",
        why = "take looks and leaves the offer there: nobody knows that it was taken.")
    public static class LeavesItThere<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return !place.compareAndSet(mine, null);
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer == null ? null : offer.element;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "meets",
        why = "Lays its offer over another: that one is lost, and its owner thinks it was taken.")
    public static class OffersOver<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            place.set(mine);
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return !place.compareAndSet(mine, null);
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "twoOffers",
        why = "Looks whether the place is free, then stores: two see it free, and one lies over the other.")
    public static class LooksThenLays<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (place.get() != null) {
                return false;
            }
            place.set(mine);
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return !place.compareAndSet(mine, null);
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "meets",
        why = "Withdraws at once, whatever the looks: nobody has time to come.")
    public static class NoLooks<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            return place.compareAndSet(null, mine) && !place.compareAndSet(mine, null);
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "nobodyThere",
        why = "After its looks it returns false and leaves the offer there: it is pushed elsewhere, and taken here.")
    public static class ForgetsToWithdraw<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return false;
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.HUNG, breaks = "nobodyThere",
        why = "Waits until somebody comes, however long: who offers is at the mercy of others.")
    public static class WaitsForATaker<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            while (place.get() == mine) {
                Thread.onSpinWait();
            }
            return true;
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "sameElementAgain",
        why = "Lays down the bare element: when the same one is offered again by another, it is taken for one's own.")
    public static class BareElement<E> {
        private final AtomicReference<E> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            if (!place.compareAndSet(null, element)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.get() != element) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return !place.compareAndSet(element, null);
        }

        public E take() {
            E element = place.get();
            return element != null && place.compareAndSet(element, null) ? element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "handsOver",
        why = "Lays its offer down by a relaxed compare-and-set: whoever takes it may see nothing of what is in it.")
    public static class NoRelease<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.weakCompareAndSetPlain(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return !place.compareAndSet(mine, null);
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "takenOrWithdrawn",
        why = "Takes the failed withdrawal for a failed offer: the element is taken here, and pushed elsewhere.")
    public static class OneMoreOnce<E> {
        private final AtomicReference<Offer<E>> place = new AtomicReference<>();

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            if (!place.compareAndSet(null, mine)) {
                return false;
            }
            for (int i = 0; i < looks; i++) {
                if (place.get() != mine) {
                    return true;
                }
                Thread.onSpinWait();
            }
            place.compareAndSet(mine, null);
            return false;
        }

        public E take() {
            Offer<E> offer = place.get();
            return offer != null && place.compareAndSet(offer, null) ? offer.element : null;
        }
    }

    @Wrong(exercise = "5.4", expect = Verdict.Kind.WRONG, breaks = "neverWaits",
        why = "A lock around each: whoever stops inside keeps the others waiting.")
    public static class UnderALock<E> {
        private Offer<E> place;

        public boolean offer(E element, int looks) {
            Offer<E> mine = new Offer<>(element);
            synchronized (this) {
                if (place != null) {
                    return false;
                }
                place = mine;
            }
            for (int i = 0; i < looks; i++) {
                Thread.onSpinWait();
                synchronized (this) {
                    if (place != mine) {
                        return true;
                    }
                }
            }
            synchronized (this) {
                boolean taken = place != mine;
                if (!taken) {
                    place = null;
                }
                return taken;
            }
        }

        public E take() {
            synchronized (this) {
                E element = place == null ? null : place.element;
                place = null;
                return element;
            }
        }
    }
}

package lockstep.solutions.ch05_stack;

import java.util.concurrent.atomic.AtomicReference;

/**
 * One reference: null, or the offer that lies there. It goes null → offer → null, and each step is a compare-and-set, so
 * each step has one author. Who takes an offer out owns it: a taker, or the one who offered it and withdraws. The two
 * compare-and-sets exclude each other, and that is all of it: taken or withdrawn, never both, never neither.
 *
 * offer(). The looks are only for stopping early. What decides is the last compare-and-set, and its failure is the good
 * news: somebody has taken it. It must be a strong one: a weak one may fail with the offer still there, and we would
 * think it taken.
 *
 * Why an Offer object, and not the bare element? Because elements come again. Ann offers x, Tom takes it, and offers the
 * very same x himself. Ann looks, sees her x, and withdraws it: Tom's. That is ABA. A new object for each offer cannot
 * come again, as long as we hold it.
 *
 * take(). A swap would do as well, and would write a null even when there is nothing; the look first spares that.
 *
 * Alternatives. java.util.concurrent.Exchanger meets for good: it waits for a partner, both ways. The library's
 * EliminationStack offers the very node that it would have pushed, which is new each time: no object more. Many places
 * instead of one, chosen by chance, let several pairs meet at a time.
 * Cost: an offer is two compare-and-sets on a line that only losers touch. It pays where the top is fought for.
 */
public class MyMeetingPlace<E> {

    private static class Offer<E> {
        private final E element;

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

package lockstep.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import lockstep.epoch.Epoch;
import lockstep.epoch.EpochGuard;
import lockstep.testing.Reach;
import org.junit.jupiter.api.Test;

class ReusingStackTest extends StackContract {

    @Override
    <E> ConcurrentStack<E> newStack() {
        return new ReusingStack<>();
    }

    private final Epoch epoch = new Epoch();
    private final ReusingStack<Object> small = new ReusingStack<>(epoch, 2);

    @Test
    void reusesNodes() {
        small.push("a");
        small.pop();
        assertEquals(0, small.spares(), "not at once");
        epoch.flush();
        assertEquals(1, small.spares());
        small.push("b");
        assertEquals(0, small.spares());
        assertEquals("b", small.peek());
    }

    @Test
    void notUnderAGuard() {
        small.push("a");
        try (EpochGuard guard = epoch.pin()) {
            small.pop();
            epoch.flush();
            epoch.flush();
            assertEquals(0, small.spares());
            assertTrue(guard.isOpen());
        }
        epoch.flush();
        assertEquals(1, small.spares());
    }

    @Test
    void sparesAreBounded() {
        for (int i = 0; i < 10; i++) {
            small.push(i);
        }
        while (small.pop() != null) {
            continue;
        }
        epoch.flush();
        assertEquals(2, small.spares());
        assertThrows(IllegalArgumentException.class, () -> new ReusingStack<>(epoch, -1));
        assertThrows(NullPointerException.class, () -> new ReusingStack<>(null, 1));
        ReusingStack<Integer> none = new ReusingStack<>(epoch, 0);
        none.push(1);
        assertEquals(1, none.pop());
    }

    /** Also while the node that it was in waits for its epoch. */
    @Test
    void letsGoBeforeTheNodeIsHandedBack() {
        small.push("stays");
        WeakReference<Object> element = pushed(small);
        try (EpochGuard guard = epoch.pin()) {
            small.pop();
            Reach.assertCollected(element);
            assertTrue(guard.isOpen());
        }
        assertEquals("stays", small.pop());
    }
}

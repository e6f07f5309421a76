package lockstep.spin;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** The oracle: the JDK's lock keeps our contract too, but for what it does better. */
class ReentrantLockTest extends LockContract {

    @Override
    Lock newLock() {
        return new ReentrantLock();
    }

    @Test
    @Override
    void unlockWithoutLock() {
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
        assertFree();
    }

    @Test
    @Override
    void unlockByStranger() {
        lock.lock();
        elsewhere(() -> assertThrows(IllegalMonitorStateException.class, lock::unlock));
        lock.unlock();
        assertFree();
    }

    @Test
    @Override
    void lockByHolder() {
        lock.lock();
        lock.lock();
        assertTrue(lock.tryLock());
        lock.unlock();
        lock.unlock();
        lock.unlock();
        assertFree();
    }

    @Test
    @Override
    void conditionsAreRefused() {
        assertNotNull(lock.newCondition());
    }
}

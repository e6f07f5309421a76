package lockstep.spin;

import java.util.concurrent.locks.Lock;

class BackoffLockTest extends LockContract {

    @Override
    Lock newLock() {
        return new BackoffLock();
    }
}

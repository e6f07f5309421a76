package lockstep.spin;

import java.util.concurrent.locks.Lock;

class TasLockTest extends LockContract {

    @Override
    Lock newLock() {
        return new TasLock();
    }
}

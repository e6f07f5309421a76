package lockstep.spin;

import java.util.concurrent.locks.Lock;

class TtasLockTest extends LockContract {

    @Override
    Lock newLock() {
        return new TtasLock();
    }
}

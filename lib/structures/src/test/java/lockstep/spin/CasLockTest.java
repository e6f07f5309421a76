package lockstep.spin;

import java.util.concurrent.locks.Lock;

class CasLockTest extends LockContract {

    @Override
    Lock newLock() {
        return new CasLock();
    }
}

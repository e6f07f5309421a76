package lockstep.exercises.ch90_fixture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lockstep.harness.Actor;
import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.harness.Trial;
import org.junit.jupiter.api.Tag;

@Tag("90.1")
@Exercise(id = "90.1", title = "A lock for the harness's tests", starter = MyLock.class,
        hints = {"the first hint", "the second hint", "the third hint"})
class MyLockCheck {

    private int counter;

    @Property(value = "a free lock is taken and given back", seconds = 1)
    void takesAndGives() {
        MyLock lock = new MyLock();
        lock.lock();
        lock.unlock();
        lock.lock();
        lock.unlock();
    }

    @Property(value = "a held lock makes the next thread wait", hint = "what does lock() do when it is held?", seconds = 1)
    void waits() {
        MyLock lock = new MyLock();
        lock.lock();
        Actor second = Trial.watch("second", lock::lock);
        assertTrue(second.awaitWaiting(), "a second thread got in");
        lock.unlock();
        second.join();
    }

    @Property(value = "no increment is lost", seconds = 3)
    void excludes() {
        Trial.shaken(200, () -> {
            MyLock lock = new MyLock();
            counter = 0;
            Trial.together(2, i -> {
                for (int n = 0; n < 50; n++) {
                    lock.lock();
                    counter++;
                    lock.unlock();
                }
            });
            assertEquals(100, counter, "2 threads added 50 each");
        });
    }
}

package lockstep.exercises.ch90_fixture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import lockstep.harness.Exercise;
import lockstep.harness.Property;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Tag;

@Tag("90.2")
@Exercise(id = "90.2", title = "A lock under every schedule", starter = MyGate.class,
        hints = {"the first hint", "the second hint", "the third hint"})
class MyGateCheck {

    @Property("a gate can be made")
    void makes() {
        assertNotNull(new MyGate());
    }

    @Property(value = "under every schedule two threads count to two", hint = "which access releases?", seconds = 2)
    @Interleaved
    void counts() {
        MyGate gate = new MyGate();
        Count count = new Count();
        Action add = () -> {
            gate.lock();
            count.add();
            gate.unlock();
        };
        Interleave.together(add, add);
        assertEquals(2, count.value(), "two threads added one each");
    }

    @Property(value = "a thread that comes back finds the gate open", seconds = 2)
    @Interleaved(preemptions = 1)
    void comesBack() {
        MyGate gate = new MyGate();
        Interleave.together(() -> {
            gate.lock();
            gate.unlock();
            gate.lock();
            gate.unlock();
        });
    }
}

/** What the gate guards; beside the check, as helpers that several checks share are. */
final class Count {

    private int value;

    void add() {
        value++;
    }

    int value() {
        return value;
    }
}

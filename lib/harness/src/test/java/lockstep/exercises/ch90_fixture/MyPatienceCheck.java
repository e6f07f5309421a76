package lockstep.exercises.ch90_fixture;

import lockstep.harness.Exercise;
import lockstep.harness.Property;

@Exercise(id = "90.3", title = "Comes to an end within ten minutes", starter = MyPatience.class,
        hints = {"the first hint", "the second hint", "the third hint"})
class MyPatienceCheck {

    @Property(value = "run() returns", seconds = 600)
    void returns() {
        new MyPatience().run();
    }
}

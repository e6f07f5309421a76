package lockstep.exercises.ch90_fixture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import lockstep.harness.Exercise;
import lockstep.harness.Property;

@Exercise(id = "90.4", title = "Is called again and again", starter = MySum.class,
        hints = {"the first hint", "the second hint", "the third hint"})
class MySumCheck {

    @Property(value = "it is right each time", seconds = 20)
    void isRightEachTime() {
        MySum sum = new MySum();
        long[] numbers = new long[1_000];
        long until = System.nanoTime() + 3_000_000_000L;
        for (int round = 0; System.nanoTime() < until; round++) {
            long expected = 0;
            Arrays.fill(numbers, round);
            for (long number : numbers) {
                expected += number;
            }
            assertEquals(expected, sum.of(numbers));
        }
    }
}

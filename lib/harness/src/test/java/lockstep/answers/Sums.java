package lockstep.answers;

/** Answers to the fixture exercise 90.4. */
public final class Sums {

    private Sums() {}

    /** Adds one by one. */
    public static class Right {
        public long of(long[] numbers) {
            long sum = 0;
            for (long number : numbers) {
                sum += number;
            }
            return sum;
        }
    }

    /** Does so for many rounds, and then for ever. */
    public static class ComesToNoEnd {
        private int calls;

        public long of(long[] numbers) {
            if (++calls < 100) {
                return new Right().of(numbers);
            }
            long sum = 0;
            for (int i = 0; i < numbers.length; i = (i + 1) % numbers.length) {
                sum += numbers[i];
            }
            return sum;
        }
    }
}

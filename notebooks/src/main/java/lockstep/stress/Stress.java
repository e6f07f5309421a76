package lockstep.stress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.SpinLoopStyle;

/**
 * Runs one jcstress test for a moment, in this JVM, and prints what came out and how often.
 *
 * <p>jcstress proper first asks some thirty JVMs what flags they know, and then tries the test under many of them: the
 * right thing for a test, and too long for a cell. Here its own generated runner is run under the flags that there are.
 */
public final class Stress {

    private static final int ROUNDS = 4;

    private Stress() {}

    /**
     * Runs a test of two actors.
     *
     * @param test a class annotated with {@code @JCStressTest}
     * @param seconds for how long, 1 to 60
     * @throws IllegalArgumentException if it is no such class, or the time is out of bounds
     */
    public static void run(Class<?> test, int seconds) {
        if (seconds < 1 || seconds > 60) {
            throw new IllegalArgumentException("seconds must be 1 to 60, not " + seconds);
        }
        if (Runtime.getRuntime().availableProcessors() == 1) {
            System.out.println("jcstress lets two processors meet, and here is one: it can't try "
                    + test.getSimpleName() + ".");
            return;
        }
        TestResult result = runner(test, seconds).run();
        List<Outcome> outcomes = Arrays.asList(test.getAnnotationsByType(Outcome.class));
        System.out.println("jcstress, " + test.getSimpleName() + ", " + System.getProperty("os.arch") + ": "
                + result.status().toString().toLowerCase(Locale.ROOT));
        System.out.println(String.format("%10s %12s", "result", "seen"));
        for (String state : new TreeSet<>(result.getStateKeys())) {
            Outcome outcome = outcomes.stream().filter(o -> List.of(o.id()).contains(state)).findFirst()
                    .orElseGet(() -> outcomes.stream().filter(o -> o.id().length == 0 || o.id()[0].isEmpty()).findFirst()
                            .orElseThrow());
            // One print a line: a kernel may send each by itself.
            System.out.println(String.format(Locale.ROOT, "%10s %,12d  %s: %s", state, result.getCount(state),
                    outcome.expect().toString().toLowerCase(Locale.ROOT), outcome.desc()));
        }
    }

    private static Runner<?> runner(Class<?> test, int seconds) {
        String name = test.getName() + "_jcstress";
        try {
            return (Runner<?>) Class.forName(name, true, test.getClassLoader()).getConstructor(ForkedTestConfig.class)
                    .newInstance(config(name, 1000 * seconds / ROUNDS));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(test.getName() + " is no jcstress test: no runner was generated for it."
                    + " Annotate it with @JCStressTest, and compile it with jcstress's annotation processor.", e);
        }
    }

    /** A configuration as jcstress hands it to a JVM that it has forked. */
    private static ForkedTestConfig config(String runner, int millis) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(SpinLoopStyle.THREAD_YIELD.ordinal());
            out.writeInt(millis);
            out.writeInt(ROUNDS);
            out.writeUTF(runner);
            out.writeInt(50); // megabytes at most
            out.writeInt(256); // a stride: so many pairs of actors meet one after the other
            out.writeInt(40); // strides between two looks at the clock
            out.writeBoolean(false); // threads are not bound to processors
            out.flush();
            return new ForkedTestConfig(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new AssertionError("nothing is read or written but memory", e);
        }
    }
}

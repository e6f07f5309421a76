package lockstep.opinion;

import java.util.ArrayList;
import java.util.List;
import lockstep.queue.QueueOpinion;
import lockstep.stack.StackOpinion;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Lincheck's model checker judges the library's structures, by scenarios written by hand. It takes every access for
 * sequentially consistent, so it says nothing of access modes; of the order of steps it says the same as
 * {@code lockstep.interleave} by another way. A wrong structure is among each kind, to be refused: a judge that passes
 * everything would show.
 *
 * <p>Its general API, {@code runConcurrentTest}, passes everything on JDK 25, and is not used.
 *
 * @param sequential what the structures are compared with
 * @param invocations how often each scenario is run
 * @param scenarios first what happens before; then each thread's calls, as in "push 1, pop"
 */
public record SecondOpinion(Class<?> sequential, int invocations, List<List<String>> scenarios) {

    /**
     * Judges all and prints what it finds; ends with status 1 if that is not what it should be.
     *
     * @param args none
     * @throws ReflectiveOperationException if a structure lacks a method that a scenario calls
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        boolean queues = QueueOpinion.isAsExpected();
        boolean stacks = StackOpinion.isAsExpected();
        System.exit(queues && stacks ? 0 : 1);
    }

    /**
     * Whether the wrong structure is refused in some scenario, and each right one in none.
     *
     * @throws ReflectiveOperationException if one of them lacks a method that a scenario calls
     */
    public boolean tells(Class<?> wrong, Class<?>... right) throws ReflectiveOperationException {
        boolean tells = refused(wrong, false) > 0;
        for (Class<?> type : right) {
            tells &= refused(type, true) == 0;
        }
        return tells;
    }

    private int refused(Class<?> type, boolean why) throws ReflectiveOperationException {
        long start = System.nanoTime();
        int refused = 0;
        for (List<String> scenario : scenarios) {
            refused += passes(type, scenario, why) ? 0 : 1;
        }
        System.out.printf("%s: Lincheck refuses %d of %d scenarios, %d ms%n", type.getSimpleName(), refused,
                scenarios.size(), (System.nanoTime() - start) / 1_000_000);
        return refused;
    }

    private boolean passes(Class<?> type, List<String> scenario, boolean why) throws ReflectiveOperationException {
        List<List<Actor>> threads = new ArrayList<>();
        for (String calls : scenario) {
            threads.add(actors(type, calls));
        }
        var options = new ModelCheckingOptions().iterations(0).invocationsPerIteration(invocations)
                .minimizeFailedScenario(false).sequentialSpecification(sequential)
                .addCustomScenario(new ExecutionScenario(threads.remove(0), threads, List.of(), null));
        try {
            options.check(type);
            return true;
        } catch (AssertionError e) {
            if (why) {
                System.out.println(e.getMessage());
            }
            return false;
        }
    }

    private static List<Actor> actors(Class<?> type, String calls) throws ReflectiveOperationException {
        List<Actor> actors = new ArrayList<>();
        for (String call : calls.isEmpty() ? new String[0] : calls.split(", ")) {
            String[] words = call.split(" ");
            actors.add(words.length == 1 ? new Actor(type.getMethod(words[0]), List.of())
                    : new Actor(type.getMethod(words[0], int.class), List.of(Integer.valueOf(words[1]))));
        }
        return actors;
    }
}

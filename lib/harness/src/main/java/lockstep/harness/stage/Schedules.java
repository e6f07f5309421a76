package lockstep.harness.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.interleave.junit.Interleaved;
import lockstep.interleave.schedule.Explorer;
import lockstep.interleave.weave.WeavingLoader;

/**
 * Every schedule within bounds: a property that is {@link Interleaved} is a scenario, and {@code interleave} runs it again and
 * again, each time in another order, with what Java's memory model allows each read to see.
 *
 * <p>The child weaves the classes as it loads them, once for all scenarios of a check: each run of a scenario gives static
 * fields their first values anew.
 */
public final class Schedules implements Stage {

    private final List<Coverage> covered = new ArrayList<>();
    private ClassLoader loader;
    private Thread weaving;

    @Override
    public boolean claims(Set<String> annotations) {
        return annotations.contains(Interleaved.class.getName());
    }

    @Override
    public byte[] transform(String name, Map<String, byte[]> classes, boolean answer) {
        return classes.get(name);
    }

    /** Weaves on a thread of its own: the first time takes about a tenth of a second, most of it for the weaver's own classes. */
    @Override
    public void prepare(Map<String, byte[]> classes, ClassLoader parent) {
        Map<String, byte[]> byName = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> byName.put(name.replace('/', '.'), bytes));
        loader = new WeavingLoader(parent, byName, "lockstep/harness/");
        weaving = new Thread(() -> byName.keySet().forEach(this::load), "lockstep weaving");
        weaving.setDaemon(true);
        weaving.start();
    }

    private void load(String name) {
        try {
            Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            // a scenario that needs it comes upon the same, and says so
        }
    }

    @Override
    public ClassLoader loader(Map<String, byte[]> classes, ClassLoader parent) {
        boolean interrupted = false;
        while (weaving.isAlive()) {
            try {
                weaving.join();
            } catch (InterruptedException e) {
                interrupted = true; // by the answer; a scenario's first use is not the moment to hear of it
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return loader;
    }

    @Override
    public void reported(Map<String, String> entry) {
        if (entry.containsKey("interleave")) {
            covered.add(Coverage.of(entry));
        }
    }

    @Override
    public long progress() {
        return Explorer.begun() + WeavingLoader.woven();
    }

    @Override
    public String tried() {
        return Coverage.words(covered);
    }

    @Override
    public String unproven() {
        return Coverage.open(covered);
    }
}

package lockstep.harness.child;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import lockstep.harness.stage.Stage;

/**
 * Defines the answer and the check, rewritten by a stage, before any class of the same name on the class path. All else
 * comes from the class path.
 */
final class AnswerLoader extends ClassLoader {

    /** Defined here as it is, not rewritten. */
    private static final String HIT = "lockstep/harness/stage/Hit";

    private final Map<String, byte[]> classes = new HashMap<>();
    private final Job job;
    private final Stage stage;

    AnswerLoader(Job job, Stage stage, ClassLoader parent) throws IOException {
        super("answer", parent);
        this.job = job;
        this.stage = stage;
        classes.putAll(job.classes());
        String check = job.check().replace('.', '/');
        addFromClassPath(check);
        addFromClassPath(HIT);
    }

    /** Adds a class of the check and those nested in it. */
    private void addFromClassPath(String name) throws IOException {
        try (InputStream in = getParent().getResourceAsStream(name + ".class")) {
            if (in == null) {
                return;
            }
            byte[] bytes = in.readAllBytes();
            classes.put(name, bytes);
            for (String nested : Nested.of(bytes, name)) {
                if (!classes.containsKey(nested)) {
                    addFromClassPath(nested);
                }
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        String internal = name.replace('.', '/');
        if (!classes.containsKey(internal)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = internal.equals(HIT) ? classes.get(internal)
                        : stage.transform(internal, classes, job.classes().containsKey(internal));
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded;
        }
    }
}

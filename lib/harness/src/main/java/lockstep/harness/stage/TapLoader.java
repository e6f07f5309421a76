package lockstep.harness.stage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Defines the answer and the check, as a stage has rewritten them, before any class of the same name on the class path;
 * and with them, as it is, the small class that their taps call. All else comes from the class path.
 */
final class TapLoader extends ClassLoader {

    private static final String HIT = "lockstep/harness/stage/Hit";

    private final Map<String, byte[]> classes;

    TapLoader(Map<String, byte[]> classes, ClassLoader parent) {
        super("answer", parent);
        this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        String internal = name.replace('.', '/');
        byte[] bytes = internal.equals(HIT) ? hit() : classes.get(internal);
        if (bytes == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
        }
    }

    private byte[] hit() throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(HIT + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(HIT, e);
        }
    }
}

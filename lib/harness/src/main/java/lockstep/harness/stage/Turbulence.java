package lockstep.harness.stage;

import java.util.Map;
import java.util.Set;
import lockstep.harness.Trial;

/**
 * Real threads on the real processor, with a tap before every shared access. {@link Trial} uses the taps to disturb
 * threads or to watch them.
 */
public final class Turbulence implements Stage {

    @Override
    public boolean claims(Set<String> annotations) {
        return true;
    }

    @Override
    public byte[] transform(String name, Map<String, byte[]> classes, boolean answer) {
        return TapWriter.write(name, classes, answer);
    }

    /** Each property gets the classes anew: statics start afresh, and the compiler has not yet seen taps called that are now off. */
    @Override
    public ClassLoader loader(Map<String, byte[]> classes, ClassLoader parent) {
        return new TapLoader(classes, parent);
    }

    @Override
    public String tried() {
        return Trial.tried();
    }

    @Override
    public String unproven() {
        return "on real threads, schedules and memory ordering that did not show here";
    }
}

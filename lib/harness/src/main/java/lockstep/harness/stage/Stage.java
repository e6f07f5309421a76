package lockstep.harness.stage;

import java.util.Map;
import java.util.Set;

/**
 * A way to try an answer. Each property of a check is tried in the first stage that claims it; stages are found by
 * {@link java.util.ServiceLoader}, and {@link Turbulence} claims what no other does.
 *
 * <p>A stage works on both sides. The parent asks it to claim properties and to rewrite classes, since there everything
 * is warm. The child makes another object of the same class (by its public constructor without parameters) and asks that
 * one what was tried. Each stage has a class loader of its own for answer and check, so that what one stage writes into
 * the bytes never slows or hides anything in another.
 */
public interface Stage {

    /**
     * Whether a property is tried here. Asked in the parent.
     *
     * @param annotations the binary names of the annotations on the property's method
     */
    boolean claims(Set<String> annotations);

    /**
     * Rewrites one class before it is defined. Asked in the parent.
     *
     * @param name its internal name
     * @param classes the class files of the answer and the check by internal name, as they were compiled
     * @param answer whether it belongs to the answer; otherwise to the check
     * @return the class file to define
     */
    byte[] transform(String name, Map<String, byte[]> classes, boolean answer);

    /**
     * The child has come up: what takes long may begin in the background, while properties of other stages are tried.
     * Asked in the child, once.
     *
     * @param classes what {@link #transform} made, by internal name
     */
    default void prepare(Map<String, byte[]> classes, ClassLoader parent) {}

    /**
     * A loader that defines these classes before any of the same names on the class path. Asked in the child, before
     * each property.
     *
     * @param classes what {@link #transform} made, by internal name; the same map each time
     */
    ClassLoader loader(Map<String, byte[]> classes, ClassLoader parent);

    /** Hears of what a property of this stage reported to JUnit. Called in the child. */
    default void reported(Map<String, String> entry) {}

    /** A number that changes as long as the property under way comes on. Asked in the child, at any time, from another thread. */
    default long progress() {
        return 0;
    }

    /**
     * What was tried since the child began, as a few words for the verdict ("412 shaken rounds"), or an empty string.
     * Asked in the child.
     */
    String tried();

    /** What that leaves open, as a few words for the verdict. Asked in the child. */
    String unproven();
}

package lockstep.harness.stage;

import java.lang.reflect.Method;
import java.util.Map;

/**
 * A way to try an answer. The child runs each property in the first stage that claims it; stages are found by
 * {@link java.util.ServiceLoader}, and {@link Turbulence} claims what no other does.
 *
 * <p>Each stage has a class loader of its own for the answer and the check, so that what one stage writes into the
 * bytes never slows or hides anything in another.
 */
public interface Stage {

    /** Whether this property is tried here. Looks at the method's annotations; runs no code of the check. */
    boolean claims(Method property);

    /**
     * Rewrites one class before it is defined.
     *
     * @param name its internal name
     * @param classes the class files of the answer and the check by internal name, as they were compiled
     * @param answer whether it belongs to the answer; otherwise to the check
     * @return the class file to define
     */
    byte[] transform(String name, Map<String, byte[]> classes, boolean answer);

    /** What was tried since the child began, as a few words for the verdict ("412 shaken rounds"), or an empty string. */
    String tried();
}

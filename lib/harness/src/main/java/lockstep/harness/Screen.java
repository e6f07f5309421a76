package lockstep.harness;

import java.lang.reflect.Method;
import java.util.List;

/** Shows pictures under a notebook's cell, where there is a notebook: by the kernel's own {@code display}, if one is to be had. */
final class Screen {

    /** The course's kernel, and IJava. */
    private static final List<String> KERNELS =
            List.of("lockstep.kernel.remote.Display", "io.github.spencerpark.ijava.runtime.Display");

    private Screen() {}

    /** Shows a schedule as a timeline. Without a kernel nothing happens: the table is in the text. */
    static void show(Schedule schedule) {
        if (schedule == null || schedule.steps().isEmpty()) {
            return;
        }
        for (String kernel : KERNELS) {
            try {
                Method display = Class.forName(kernel, true, Screen.class.getClassLoader())
                        .getMethod("display", Object.class, String[].class);
                display.invoke(null, "<details open><summary>The schedule as a timeline</summary>" + schedule.html() + "</details>",
                        new String[] {"text/html"});
                return;
            } catch (ReflectiveOperationException | LinkageError e) {
                // another kernel, or none
            }
        }
    }
}

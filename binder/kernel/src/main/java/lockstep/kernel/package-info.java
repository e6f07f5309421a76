/**
 * The course's own Jupyter kernel, for where IJava cannot be had.
 *
 * <p>It is JShell behind IJava's base library, and does what IJava does, with one thing more: an
 * interrupted cell really stops. The learner's code runs in a process of its own
 * ({@link lockstep.kernel.remote}). An interrupt throws an exception into every thread that the cell
 * started, through the debug interface, for a Java program may stop no thread any more; what survives that
 * is killed with its process, and another takes its place.
 *
 * <h2>Kernelspec</h2>
 * {@code mvn package} puts all jars into {@code binder/kernel/target/kernel}. The kernelspec is
 * <pre>{@code
 * {"argv": ["/path/to/java", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
 *           "-cp", "/path/to/binder/kernel/target/kernel/*", "lockstep.kernel.Main", "{connection_file}"],
 *  "display_name": "Java", "language": "java", "interrupt_mode": "message",
 *  "env": {"IJAVA_CLASSPATH": "...", "IJAVA_STARTUP_SCRIPTS_PATH": ".../binder/startup.jsh"}}
 * }</pre>
 * The environment variables are IJava's; see {@link lockstep.kernel.Settings}. The cells' process uses the
 * same JDK, with {@code -Xmx256m -XX:+UseSerialGC}; {@code LOCKSTEP_CELL_OPTS} adds to that.
 */
package lockstep.kernel;

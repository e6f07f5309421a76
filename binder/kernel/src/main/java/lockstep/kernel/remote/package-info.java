/**
 * What runs in the process of the learner's cells, and the link between it and the kernel. Needs nothing
 * but the JDK: this process's class path is this jar alone, and the course's jars are JShell's to load.
 */
package lockstep.kernel.remote;

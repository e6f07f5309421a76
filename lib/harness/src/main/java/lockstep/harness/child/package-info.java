/**
 * The child's side of the judge: the JVM in which an answer runs and which is ended with it. Start reading at
 * {@link lockstep.harness.child.Child}.
 */
package lockstep.harness.child;

/**
 * The parent's side of the judge: finds the exercises, reads and renames an answer's classes, starts a child JVM, listens
 * to it, and makes up the verdict. Start reading at {@link lockstep.harness.judge.Judge}.
 */
package lockstep.harness.judge;

/**
 * Who goes next: executions, the choices they make, and the search over all of them.
 */
package lockstep.interleave.schedule;

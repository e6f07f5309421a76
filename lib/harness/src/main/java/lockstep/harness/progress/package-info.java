/** What a learner has done so far, in one readable file. */
package lockstep.harness.progress;

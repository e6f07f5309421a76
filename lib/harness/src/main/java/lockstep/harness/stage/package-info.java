/**
 * Ways to try an answer. A stage rewrites the classes for its purpose. {@link lockstep.harness.stage.Schedules} runs
 * scenarios under every schedule; {@link lockstep.harness.stage.Turbulence} puts a tap before each shared access, by which
 * real threads are shaken and watched.
 */
package lockstep.harness.stage;

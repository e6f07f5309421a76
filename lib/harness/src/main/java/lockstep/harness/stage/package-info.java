/**
 * Ways to try an answer. A stage rewrites the classes for its purpose; the one here puts a tap before each shared access,
 * by which threads are shaken and watched.
 */
package lockstep.harness.stage;

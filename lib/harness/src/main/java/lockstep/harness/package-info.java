/**
 * Judges answers to the course's exercises. {@link lockstep.harness.Lockstep} is what a notebook calls;
 * {@link lockstep.harness.Exercise}, {@link lockstep.harness.Property} and {@link lockstep.harness.Trial} are what a check
 * is written with, and {@link lockstep.interleave.junit.Interleaved} where a property is tried under every schedule;
 * {@link lockstep.harness.Todo} is what a starter throws. An exercise is registered by its annotation
 * alone. Every chapter is judged here.
 */
package lockstep.harness;

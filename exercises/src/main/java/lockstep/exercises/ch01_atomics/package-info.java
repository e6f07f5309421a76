/** Chapter 01: atomics, and what one thread may know of another. */
package lockstep.exercises.ch01_atomics;

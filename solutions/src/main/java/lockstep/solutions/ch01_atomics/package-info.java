/** Chapter 01, solved. */
package lockstep.solutions.ch01_atomics;

/** Chapter 05, solved. */
package lockstep.solutions.ch05_stack;

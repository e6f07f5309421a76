/** Chapter 05, the stack: starters. */
package lockstep.exercises.ch05_stack;

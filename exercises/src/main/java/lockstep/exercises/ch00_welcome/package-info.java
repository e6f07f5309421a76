/** Chapter 00: your first verdict. */
package lockstep.exercises.ch00_welcome;

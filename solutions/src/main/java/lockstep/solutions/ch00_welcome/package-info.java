/** Chapter 00, solved. */
package lockstep.solutions.ch00_welcome;

/** Chapter 02, the bool spin lock: solutions. */
package lockstep.solutions.ch02_spin_lock;

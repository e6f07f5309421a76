/** Chapter 02, the bool spin lock: starters. */
package lockstep.exercises.ch02_spin_lock;

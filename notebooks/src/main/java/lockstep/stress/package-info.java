/** What the notebooks run under jcstress, the JDK's own stress tool. (Chapter 02.) */
package lockstep.stress;

/**
 * The JUnit 5 extension.
 */
package lockstep.interleave.junit;

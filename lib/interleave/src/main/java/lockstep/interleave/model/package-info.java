/**
 * The classes of {@code java.lang} and {@code java.util.concurrent} as the model sees them. Woven code uses these in the place of the real ones, under the same names and with the
 * same methods.
 */
package lockstep.interleave.model;

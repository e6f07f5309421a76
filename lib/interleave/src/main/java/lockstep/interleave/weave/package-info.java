/**
 * How ordinary classes come to call the model: they are rewritten as they are loaded.
 */
package lockstep.interleave.weave;

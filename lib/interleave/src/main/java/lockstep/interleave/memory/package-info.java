/**
 * Java's memory model, as far as it is explored: vector clocks, places with the stores they have seen, and one small class for each access mode. It knows nothing of threads
 * or schedules; whatever the model leaves open it asks of {@link lockstep.interleave.memory.Choices}.
 */
package lockstep.interleave.memory;

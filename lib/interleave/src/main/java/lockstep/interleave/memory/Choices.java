package lockstep.interleave.memory;

/** Who decides where the memory model leaves a choice. The explorer tries one after another. */
public interface Choices {
  /** Picks one of {@code count}: 0 is what would happen on the strongest machine, the others are its weaknesses. */
  int weakness(int count);
}

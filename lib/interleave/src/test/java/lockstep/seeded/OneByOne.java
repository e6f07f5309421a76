package lockstep.seeded;

import java.util.List;
import lockstep.interleave.Interleave;
import lockstep.interleave.Verdict;

/**
 * The corpus program by program, by name: for {@link lockstep.figures.Figures}, which judges each in a JVM of its own.
 */
public final class OneByOne {
  private OneByOne() {}

  public static List<String> names() {
    return SeededTest.programs().stream().map(Program::name).toList();
  }

  /** The name of its mistake, or of the one that it does not make. */
  public static String kind(String name) {
    return program(name).kind();
  }

  public static boolean wrong(String name) {
    return program(name).wrong();
  }

  /** Judges it; does it get what it deserves? */
  public static boolean rightly(String name) {
    Program program = program(name);
    Verdict verdict = Interleave.explore(program.options(), program.type());
    return program.deserves(verdict);
  }

  private static Program program(String name) {
    try {
      return Program.of(Class.forName("lockstep.seeded." + name.replace('.', '$')));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}

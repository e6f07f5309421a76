package lockstep.seeded;

import java.util.Arrays;
import lockstep.interleave.Options;
import lockstep.interleave.Scenario;
import lockstep.interleave.Verdict;
import lockstep.interleave.schedule.Failure;

/** A program of the corpus with what its marks say. */
record Program(Class<? extends Scenario> type, Wrong bad, Right good, Known known) {

  static boolean is(Class<?> type) {
    return type.isAnnotationPresent(Wrong.class) || type.isAnnotationPresent(Right.class);
  }

  static Program of(Class<?> type) {
    Program program = new Program(
        type.asSubclass(Scenario.class), type.getAnnotation(Wrong.class), type.getAnnotation(Right.class),
            type.getAnnotation(Known.class));
    if ((program.bad == null) == (program.good == null)) throw new IllegalArgumentException(type
        + " is either right or wrong");
    return program;
  }

  String name() {
    return type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
  }

  boolean wrong() {
    return bad != null;
  }

  String kind() {
    return wrong() ? bad.kind() : good.kind();
  }

  Options options() {
    return wrong()
        ? Options.standard().preemptions(bad.preemptions()).surprises(bad.surprises()).halts(bad.halts())
        : Options.standard().preemptions(good.preemptions()).surprises(good.surprises()).halts(good.halts());
  }

  boolean deserves(Verdict verdict) {
    return deserves(verdict.kind());
  }

  /** Is that the right thing to say of it? {@code null} is a pass. */
  boolean deserves(Failure.Kind said) {
    return wrong() ? Arrays.asList(bad.expect()).contains(said) : said == null;
  }

  boolean isKnownToSay(Failure.Kind said) {
    return known.says().length == 0 ? said == null : Arrays.asList(known.says()).contains(said);
  }

  String expectation() {
    return name() + (wrong() ? " deserves " + Arrays.toString(bad.expect()) : " is right");
  }
}

package lockstep.interleave.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The real threads of one exploration. They are made once and play in every execution. */
final class Crew {
  private final List<Worker> workers = new ArrayList<>();
  /** Sites (plus one) where waiting out a spinning thread turned out to be endless. */
  final BitSet deadEnds = new BitSet();

  Crew(Worker main) {
    workers.add(main);
  }

  Worker main() {
    return workers.get(0);
  }

  /** One that plays nobody. */
  Worker idle() {
    for (int i = 1; i < workers.size(); i++) if (workers.get(i).strand == null) return workers.get(i);
    Worker another = new Worker("interleave-" + workers.size());
    workers.add(another);
    return another;
  }

  /** Where they all are, for the report of an execution that does not end. */
  String stacks() {
    StringBuilder text = new StringBuilder();
    for (Worker worker : List.copyOf(workers)) {
      Strand strand = worker.strand;
      text.append(strand == null ? worker.getName() : strand.name).append(":\n");
      for (StackTraceElement frame : worker.getStackTrace()) text.append("  at ").append(frame).append('\n');
    }
    return text.toString();
  }

  void retire() {
    for (int i = 1; i < workers.size(); i++) workers.get(i).retire();
  }
}

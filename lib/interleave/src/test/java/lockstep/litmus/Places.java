package lockstep.litmus;

import java.lang.invoke.VarHandle;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;

/** What the threads of a litmus program share, all 0 at first, and what each of them alone notes. */
public final class Places {
  final AtomicInteger x = new AtomicInteger();
  final AtomicInteger y = new AtomicInteger();
  final AtomicInteger z = new AtomicInteger();
  final AtomicInteger w = new AtomicInteger();

  public int r1;
  public int r2;
  public int r3;
  public int r4;

  /** Where only one may be at a time: says who is the how-manieth. Two that hear the same were inside together. */
  int visit() {
    VarHandle.acquireFence();
    int before = w.getOpaque();
    w.setOpaque(before + 1);
    VarHandle.releaseFence();
    return before;
  }

  /** The first so many notes. */
  String outcome(int notes) {
    return outcome(notes, r1, r2, r3, r4);
  }

  static String outcome(int notes, int... values) {
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < notes; i++) text.add(Integer.toString(values[i]));
    return text.toString();
  }
}

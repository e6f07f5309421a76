package lockstep.interleave.weave;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import lockstep.interleave.memory.Message;
import lockstep.interleave.schedule.Execution;
import lockstep.interleave.schedule.Strand;

/**
 * The static state of one woven class. In every execution its initializer is run anew at the first use, as one step, and whoever uses the class after
 * that has it behind them (JLS 12.4.2).
 */
final class Statics {
  private static final List<Statics> ALL = new ArrayList<>();

  private final WeavingLoader loader;
  private final String name;
  private Method initializer;
  private Execution ranIn;
  private boolean ranOutside;
  private Message message;
  private long history;

  private Statics(WeavingLoader loader, String name) {
    this.loader = loader;
    this.name = name;
  }

  /** The number by which woven code names the class. */
  static int number(WeavingLoader loader, String name) {
    synchronized (ALL) {
      for (int i = 0; i < ALL.size(); i++) if (ALL.get(i).loader == loader && ALL.get(i).name.equals(name)) return i;
      ALL.add(new Statics(loader, name));
      return ALL.size() - 1;
    }
  }

  static Statics of(int number) {
    synchronized (ALL) {
      return ALL.get(number);
    }
  }

  void use(Strand me) {
    if (me == null) {
      if (ranIn == null && !ranOutside) {
        ranOutside = true;
        run();
      }
      return;
    }
    if (ranIn == me.execution) {
      if (message != null) {
        me.view.learn(message);
        me.did(history);
      }
      return;
    }
    ranIn = me.execution;
    message = null;
    ClassFacts parent = loader.facts(loader.facts(name).superName);
    if (parent != null && parent.freshStatics) of(number(loader, parent.name)).use(me);
    String reason = me.atomicReason;
    me.atomicReason = "the static initializer of " + name.replace('/', '.');
    me.atomic++;
    int site = me.site;
    try {
      run();
    } finally {
      me.atomic--;
      me.atomicReason = reason;
      me.site = site;
    }
    message = me.view.publish();
    history = me.did(name.hashCode());
    me.execution.changed(me);
  }

  private void run() {
    try {
      if (initializer == null) {
        initializer = Class.forName(name.replace('/', '.'), true, loader).getDeclaredMethod(Weaver.INITIALIZER);
        initializer.setAccessible(true);
      }
      initializer.invoke(null);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) throw error;
      throw new ExceptionInInitializerError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }
}

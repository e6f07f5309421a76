package lockstep.interleave.weave;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import lockstep.interleave.memory.Message;
import lockstep.interleave.schedule.Execution;
import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Wait;

/**
 * The static state of one woven class. In every execution its initializer is run anew at the first use, and whoever uses the class after that has it
 * behind them. It runs as one step, but others may go on where it waits and where it comes to a class that must be initialized as well; whoever needs the
 * class meanwhile waits for it, unless it is the thread that runs the initializer (JLS 12.4.2). So two threads that begin a circle of classes from two ends
 * wait for each other, as they would in a JVM.
 */
final class Statics {
  private static final List<Statics> ALL = new ArrayList<>();

  private final WeavingLoader loader;
  private final String name;
  private Method initializer;
  private Execution ranIn;
  private Strand maker;
  private boolean running;
  private boolean failed;
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

  /** A thread is about to use the class. */
  void use(Strand me, int site) {
    if (me == null) {
      if (ranIn == null && !ranOutside) {
        ranOutside = true;
        run();
      }
      return;
    }
    int before = me.site;
    if (ranIn != me.execution && me.initializing > 0) {
      me.site = site;
      me.execution.pointWithin(me);
    }
    if (ranIn != me.execution) initialize(me);
    else if (!running || maker != me) await(me, site);
    me.site = before;
  }

  private void initialize(Strand me) {
    ranIn = me.execution;
    maker = me;
    running = true;
    failed = true;
    message = null;
    String reason = me.atomicReason;
    me.atomicReason = "the static initializer of " + name.replace('/', '.');
    me.atomic++;
    me.initializing++;
    try {
      ClassFacts parent = loader.facts(loader.facts(name).superName);
      while (parent != null && !loader.fresh(parent)) parent = loader.facts(parent.superName);
      if (parent != null) of(number(loader, parent.name)).use(me, me.site);
      run();
      failed = false;
    } finally {
      me.atomic--;
      me.initializing--;
      me.atomicReason = reason;
      if (!me.execution.over()) ended(me);
    }
  }

  private void ended(Strand me) {
    running = false;
    message = me.view.publish();
    history = me.did(name.hashCode());
    me.execution.changed(me);
  }

  /** The class is initialized, or is just being initialized by another thread. */
  private void await(Strand me, int site) {
    if (running) {
      me.site = site;
      me.execution.await(me, Wait.until("the initialization of " + SourceText.simple(name) + ", begun by " + maker.name, () -> !running));
    }
    me.view.learn(message);
    me.did(history);
    if (failed) throw new NoClassDefFoundError("Could not initialize class " + name.replace('/', '.'));
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

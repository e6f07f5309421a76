package lockstep.interleave.model;

import lockstep.interleave.memory.Message;
import lockstep.interleave.schedule.Strand;

/**
 * A thread-safe library object from outside: each call is one step. What a thread did before it changed the object happens before what another one
 * does after it looked at it, as java.util.concurrent documents of its collections and synchronizers.
 */
final class Box {
  private Message released;
  private long history;

  /** {@code me} is about to look at the object. */
  static Box point(Strand me, Object object) {
    Box box = me.execution.attached(object, o -> new Box());
    me.execution.point(me, box);
    return box;
  }

  static Box of(Strand me, Object object) {
    return me.execution.attached(object, o -> new Box());
  }

  /** {@code me} looked at it. */
  void looked(Strand me) {
    me.view.learn(released);
    me.did(history);
  }

  /** {@code me} changed it. */
  void changed(Strand me) {
    released = Message.join(released, me.view.publish());
    history = me.did(history);
    me.execution.changed(me);
  }
}

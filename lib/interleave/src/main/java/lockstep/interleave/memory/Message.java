package lockstep.interleave.memory;

/**
 * What a store carries to those who read it with acquire: the writer's knowledge at its release. Never changed once made.
 *
 * @param order what happened before
 * @param sight what must not be overlooked any more; more than {@code order} only after a full fence
 */
public record Message(Clock order, Clock sight) {

  /** Both together; either may be null. */
  public static Message join(Message a, Message b) {
    if (a == null || a == b) return b;
    if (b == null) return a;
    Clock order = a.order.copy();
    order.join(b.order);
    if (a.sight == a.order && b.sight == b.order) return new Message(order, order);
    Clock sight = a.sight.copy();
    sight.join(b.sight);
    return new Message(order, sight);
  }
}

package lockstep.interleave.memory;

/**
 * What one thread knows of the others.
 *
 * <p>{@link #order} is happens-before: two plain accesses that it does not order are a data race. {@link #sight} decides which
 * stores are too old to be read. The two are one and the same until the program uses a full fence, which makes things visible
 * without ordering plain accesses.
 */
public final class View {
  /** The thread's number. */
  public final int thread;

  private final Clock order = new Clock();
  private Clock sight = order;
  /** Learned without acquire: counts only after an acquire fence. */
  private Message unacquired;
  /** Left by the last release fence: what later opaque stores carry. */
  private Message fenced;

  /** Counts this thread's plain stores. */
  private int plainStores;

  public View(int thread) {
    this.thread = thread;
    order.tick(thread);
  }

  public Clock order() {
    return order;
  }

  /** How many plain stores this thread has made. */
  public int plainStores() {
    return plainStores;
  }

  void storedPlainly() {
    plainStores++;
  }

  public Clock sight() {
    return sight;
  }

  /** The tick that this thread's present actions bear. */
  public int now() {
    return order.of(thread);
  }

  /** An acquire: from here on, what the message knows happened before. */
  public void learn(Message message) {
    if (message == null) return;
    order.join(message.order());
    if (sight != order) sight.join(message.sight());
    else if (message.sight() != message.order()) split().join(message.sight());
  }

  /** A read without acquire: nothing is ordered, unless an acquire fence follows. */
  public void remember(Message message) {
    unacquired = Message.join(unacquired, message);
  }

  /** A release: all that this thread knows now, for others to learn. Later actions bear a later tick. */
  public Message publish() {
    Clock known = order.copy();
    Message message = new Message(known, sight == order ? known : sight.copy());
    tick();
    return message;
  }

  /** Ends the present tick, so that what follows is not covered by what was published. */
  public void tick() {
    order.tick(thread);
    if (sight != order) sight.tick(thread);
  }

  /** What a store without release carries: what a release fence before it published, or nothing. */
  Message fenced() {
    return fenced;
  }

  void acquireFence() {
    learn(unacquired);
    unacquired = null;
  }

  void releaseFence() {
    fenced = publish();
  }

  /** After a full fence: everything that was visible at earlier full fences is visible, yet nothing more is ordered. */
  void see(Clock visible) {
    split().join(visible);
  }

  private Clock split() {
    if (sight == order) sight = order.copy();
    return sight;
  }
}

package lockstep.interleave.model;

/** Models {@link java.util.concurrent.RecursiveAction}. */
public abstract class RecursiveAction extends ForkJoinTask<Void> {
  public RecursiveAction() {}

  protected abstract void compute();

  @Override public final Void getRawResult() {
    return null;
  }

  @Override protected final void setRawResult(Void nothing) {}

  @Override protected final boolean exec() {
    compute();
    return true;
  }
}

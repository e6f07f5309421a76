package lockstep.interleave.model;

/** Models {@link java.util.concurrent.atomic.DoubleAdder}. */
public class DoubleAdder extends Accumulation<Double> {
  private static final long serialVersionUID = 1L;

  public DoubleAdder() {
    super("DoubleAdder", 0.0, Double::sum);
  }

  public void add(double x) {
    combine(x);
  }

  public double sum() {
    return value();
  }

  public double sumThenReset() {
    return valueThenReset();
  }
}

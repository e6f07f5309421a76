package lockstep.interleave.model;

import lockstep.interleave.memory.Location;

/** A place that holds its value itself: the inside of an atomic object. */
final class Cell extends Location {
  private final String name;
  private final boolean primitive;
  private Object value;

  Cell(String name, Object value, boolean primitive) {
    this.name = name;
    this.value = value;
    this.primitive = primitive;
  }

  @Override public Object peek() {
    return value;
  }

  @Override public void poke(Object newValue) {
    value = newValue;
  }

  @Override protected boolean primitive() {
    return primitive;
  }

  @Override public String toString() {
    return name;
  }
}

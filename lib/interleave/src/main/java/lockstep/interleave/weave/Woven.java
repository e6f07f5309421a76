package lockstep.interleave.weave;

import lockstep.interleave.memory.Location;

/** What weaving adds to every class: a way to its fields by number, and room for their locations. */
@SuppressWarnings("checkstyle:MethodName")
public interface Woven {
  Location[] lockstep$places();

  void lockstep$places(Location[] places);

  Object lockstep$load(int field);

  void lockstep$store(int field, Object value);
}

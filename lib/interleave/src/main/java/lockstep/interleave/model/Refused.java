package lockstep.interleave.model;

import lockstep.interleave.schedule.Strand;
import lockstep.interleave.schedule.Unsupported;
import lockstep.interleave.weave.Site;

/** Says that something is not modelled, and on which line of the program it stands. */
final class Refused {
  private Refused() {}

  static Unsupported call(String what) {
    Strand me = Strand.current();
    Site site = me == null ? null : Site.of(me.site);
    return new Unsupported("interleave does not handle " + what
        + (site == null ? "" : " (" + site.type() + ":" + site.line() + ")"));
  }
}

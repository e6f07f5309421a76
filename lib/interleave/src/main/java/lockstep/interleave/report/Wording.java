package lockstep.interleave.report;

import lockstep.interleave.schedule.Event;
import lockstep.interleave.weave.Site;

/** One step in source terms: {@code next = 1}, {@code slots[2] → null}, {@code locked.getAndSetAcquire(true) → false}. */
final class Wording {
  private Wording() {}

  static String of(Event e) {
    Site site = Site.of(e.site());
    if (e.kind() == Event.Kind.NOTE) return e.text();
    if (site == null) return e.subject() + (e.result() == null ? "" : " → " + e.result());
    return switch (site.kind()) {
      case FIELD -> access(site.text().isEmpty() ? e.subject() : site.text(), e);
      case ELEMENT -> access((site.text().isEmpty() ? "array" : site.text()) + e.subject(), e);
      case MONITOR -> (e.kind() == Event.Kind.CALL ? "synchronized (" + site.text() + ")" : e.subject());
      case HANDLE -> call(handle(site, e), site.operation(), e);
      case CALL -> call(on(site, e), site.operation(), e);
    };
  }

  /** What stands at a place, whatever came of it. */
  static String at(Site site) {
    return switch (site.kind()) {
      case FIELD, ELEMENT -> site.text();
      case MONITOR -> "synchronized (" + site.text() + ")";
      default -> (site.text().isEmpty() ? "" : site.text() + ".") + site.operation() + "()";
    };
  }

  private static String access(String subject, Event e) {
    return e.kind() == Event.Kind.WRITE ? subject + " = " + (e.text() == null ? "…" : e.text()) : subject + (e.result() == null ? "" : " → " + e.result());
  }

  /** A VarHandle's call in terms of the place: {@code node.next.getAcquire()}. */
  private static String handle(Site site, Event e) {
    if (site.text().isEmpty() || site.text().equals("this")) return e.subject();
    return e.subject().startsWith("[") ? site.text() + e.subject() : site.text() + "." + e.subject();
  }

  private static String on(Site site, Event e) {
    if (site.text().isEmpty()) return e.subject();
    return e.subject().startsWith("[") ? site.text() + e.subject() : site.text();
  }

  private static String call(String on, String operation, Event e) {
    String arguments = e.kind() == Event.Kind.READ || e.kind() == Event.Kind.WRITE || e.kind() == Event.Kind.CALL ? e.text() : null;
    return on + "." + operation + "(" + (arguments == null ? "" : arguments) + ")" + (e.result() == null ? "" : " → " + e.result());
  }
}

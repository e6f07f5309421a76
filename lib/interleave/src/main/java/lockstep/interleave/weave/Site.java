package lockstep.interleave.weave;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in the program where something happens that is modelled.
 *
 * @param type the class, with dots
 * @param method the method
 * @param file the source file, or null
 * @param line the line, or 0
 * @param kind what stands there
 * @param text the source expression of the field, or of the object that a method is called on; empty if it is not known
 * @param operation the method called; empty for fields and elements
 * @param field the field, for field accesses
 * @param loader the loader of the class
 */
public record Site(String type, String method, String file, int line, Kind kind, String text, String operation, FieldRef field,
    ClassLoader loader) {

  /** What stands at a site. */
  public enum Kind { FIELD, ELEMENT, CALL, HANDLE, MONITOR }

  private static final List<Site> ALL = new ArrayList<>();

  /** Registers a site; its number is what woven code passes on. */
  static int add(Site site) {
    synchronized (ALL) {
      ALL.add(site);
      return ALL.size() - 1;
    }
  }

  /** The site of that number; null if there is none, as for steps outside woven code. */
  public static Site of(int number) {
    synchronized (ALL) {
      return number < 0 || number >= ALL.size() ? null : ALL.get(number);
    }
  }

  /** Class and line, as a learner writes them: {@code MyLock:12}; {@code cell:3} for a lambda in a JShell snippet. */
  public String where() {
    return name(type, line);
  }

  /** The same of any class and line. */
  public static String name(String type, int line) {
    String name = type.substring(type.lastIndexOf('.') + 1);
    if (name.matches("\\$JShell\\$\\w+\\$.+")) name = name.replaceFirst("\\$JShell\\$\\w+?\\$", "");
    if (name.matches("\\$JShell\\$\\w+")) name = "cell"; // not in a class of the author's own, but in JShell's
    int inner = name.lastIndexOf('$');
    if (inner > 0 && inner < name.length() - 1 && !Character.isDigit(name.charAt(inner + 1))) name = name.substring(inner + 1);
    return line > 0 ? name + ":" + line : name;
  }
}

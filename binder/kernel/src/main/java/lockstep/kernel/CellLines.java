package lockstep.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where snippets stand in their cells. JShell counts lines within a snippet; the learner sees cells, which
 * may hold several.
 */
final class CellLines {

    private record Place(int cell, int line) {}

    private final Map<String, Place> places = new HashMap<>();
    private Place now = new Place(0, 0);

    /** The number, from 0, of the line in {@code code} where its tail {@code rest} begins to say something. */
    static int lineOf(String code, String rest) {
        int start = code.length() - rest.length();
        while (start < code.length() && Character.isWhitespace(code.charAt(start))) {
            start++;
        }
        return (int) code.substring(0, start).chars().filter(c -> c == '\n').count();
    }

    /** The snippet that is run from now on begins at this line of this cell, both as {@link #lineOf} and Jupyter count. */
    synchronized void begin(int cell, int line) {
        now = new Place(cell, line);
    }

    /**
     * A snippet that is being run. A later one may have JShell compile an earlier one once more, which stays where it is.
     *
     * @return whether it was not known before
     */
    synchronized boolean put(String id) {
        return places.putIfAbsent(id, now) == null;
    }

    /** Of each snippet the lines of its cell that come before it, where there are any. */
    synchronized Map<String, Integer> before() {
        Map<String, Integer> before = new TreeMap<>();
        places.forEach((id, place) -> {
            if (place.line > 0) {
                before.put(id, place.line);
            }
        });
        return before;
    }

    /** The same of one snippet; 0 for an unknown one. */
    synchronized int before(String id) {
        Place place = places.get(id);
        return place == null ? 0 : place.line;
    }

    /** A stack frame in the learner's terms, {@code at Counter.get (In [3]:7)}. */
    synchronized String frame(StackTraceElement element) {
        String file = element.getFileName();
        Place place = file == null || !file.startsWith("#") ? null : places.get(file.substring(1));
        if (place == null) {
            return element.toString();
        }
        String name = (element.getClassName().isEmpty() ? "" : element.getClassName() + ".") + element.getMethodName();
        String where = place.cell == 0 ? "start-up" : "In [" + place.cell + "]";
        return (name.isEmpty() ? "" : name + " ") + "(" + where + ":" + (place.line + element.getLineNumber()) + ")";
    }
}

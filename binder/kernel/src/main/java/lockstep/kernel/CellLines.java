package lockstep.kernel;

import java.util.HashMap;
import java.util.Map;
import jdk.jshell.Snippet;

/**
 * Where snippets stand in their cells. JShell counts lines within a snippet; the learner sees cells, which
 * may hold several.
 */
final class CellLines {

    private record Place(int cell, int line) {}

    private final Map<String, Place> places = new HashMap<>();

    /** The number, from 0, of the line in {@code code} where its tail {@code rest} begins to say something. */
    static int lineOf(String code, String rest) {
        int start = code.length() - rest.length();
        while (start < code.length() && Character.isWhitespace(code.charAt(start))) {
            start++;
        }
        return (int) code.substring(0, start).chars().filter(c -> c == '\n').count();
    }

    void put(Snippet snippet, int cell, int line) {
        places.putIfAbsent(snippet.id(), new Place(cell, line));
    }

    /** A stack frame in the learner's terms, {@code at Counter.get (In [3]:7)}. */
    String frame(StackTraceElement element) {
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

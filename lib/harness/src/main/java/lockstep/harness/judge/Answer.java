package lockstep.harness.judge;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockstep.interleave.weave.CellLines;

/**
 * The class files of an answer: its own, and those of every class that its code names and that lives in the same
 * package (in a notebook: every class of every cell that it uses).
 */
final class Answer {

    /** A class of a cell: JShell's wrapper of that cell, and perhaps a class declared in it. */
    static final Pattern CELL = Pattern.compile("(REPL/\\$JShell\\$(\\d+)[A-Z]*)(?:\\$(.+))?");

    private final String name;
    private final ClassLoader loader;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Answer(Class<?> type) {
        name = type.getName().replace('.', '/');
        loader = type.getClassLoader();
    }

    /** Collects the classes of an answer. */
    static Answer collect(Class<?> type) throws Refusal {
        if (type.isPrimitive() || type.isArray()) {
            throw new Refusal(type.getTypeName() + " is not a class of yours. Give the class that you wrote.");
        }
        Answer answer = new Answer(type);
        byte[] own = answer.read(answer.name);
        if (own == null) {
            throw new Refusal("The compiled form of " + type.getName() + " can't be had from its class loader. "
                    + "Run the cell that declares the class once more, then the check.");
        }
        ArrayDeque<String> todo = new ArrayDeque<>();
        answer.files.put(answer.name, own);
        todo.add(answer.name);
        while (!todo.isEmpty()) {
            Set<String> named = new HashSet<>();
            ClassNames.collect(answer.files.get(todo.remove()), answer.name, named);
            for (String other : named) {
                if (answer.isNeighbour(other) && !answer.files.containsKey(other)) {
                    byte[] bytes = answer.read(other);
                    if (bytes != null) {
                        answer.files.put(other, bytes);
                        todo.add(other);
                    }
                }
            }
        }
        return answer;
    }

    /** The answer's internal name, as it was compiled. */
    String name() {
        return name;
    }

    /** The class files, as they were compiled, by internal name. */
    Map<String, byte[]> files() {
        return files;
    }

    /** Whether it was declared in a notebook's cell. */
    boolean isFromCell() {
        return CELL.matcher(name).matches();
    }

    /**
     * New names for all classes, so that the answer stands where the starter stood and its helpers beside it, none in
     * the check's place.
     */
    Map<String, String> names(String starter, String check) {
        Map<String, String> names = new TreeMap<>();
        Set<String> taken = new HashSet<>();
        for (String old : files.keySet()) {
            if (isOwn(old)) {
                names.put(old, starter + old.substring(name.length()));
                taken.add(names.get(old));
            }
        }
        String home = starter.substring(0, starter.lastIndexOf('/') + 1);
        for (String old : files.keySet()) {
            if (!isOwn(old)) {
                String simple = old.substring(old.lastIndexOf('/') + 1);
                Matcher cell = CELL.matcher(old);
                if (cell.matches()) {
                    simple = cell.group(3) != null ? cell.group(3) : "Cell" + cell.group(2);
                }
                String fresh = home + simple;
                while (taken.contains(fresh) || fresh.equals(check) || fresh.startsWith(check + "$")) {
                    simple = "_" + simple;
                    fresh = home + simple;
                }
                taken.add(fresh);
                names.put(old, fresh);
            }
        }
        return names;
    }

    private boolean isOwn(String other) {
        return other.equals(name) || other.startsWith(name + "$");
    }

    private boolean isNeighbour(String other) {
        return other.startsWith(name.substring(0, name.lastIndexOf('/') + 1))
                && other.indexOf('/', name.lastIndexOf('/') + 1) < 0;
    }

    private byte[] read(String internalName) {
        String file = internalName + ".class";
        try (InputStream in = loader == null ? ClassLoader.getSystemResourceAsStream(file)
                : loader.getResourceAsStream(file)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    /** The lines that JShell puts before a cell's first line; 0 for a class that comes from a source file. */
    int linesBefore(String internalName) {
        return CellLines.before(internalName, name -> files.containsKey(name) ? files.get(name) : read(name));
    }
}

package lockstep.harness.progress;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** All entries of a progress file, by exercise. */
public final class Progress {

    /** The first line: what the file is. */
    public static final String HEADER = "# Lockstep: your progress, one line an exercise. "
            + "Carry it with exportProgress() and importProgress(\"file\").";
    private static final String COLUMNS = "# exercise, passed or tried, when, tries, hints";

    private final Map<String, Entry> entries = new TreeMap<>();
    private int unreadable;

    /** Reads a file's text. */
    public static Progress parse(String text) {
        Progress progress = new Progress();
        text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(l -> {
            Entry entry = Entry.parse(l);
            if (entry == null) {
                progress.unreadable++;
            } else {
                progress.entries.merge(entry.id(), entry, Entry::merged);
            }
        });
        return progress;
    }

    /** The entry of an exercise; a fresh one if it has none. */
    public Entry get(String id) {
        return entries.getOrDefault(id, Entry.fresh(id));
    }

    /** All entries, those of unknown exercises too. */
    public Collection<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** How many lines could not be read. */
    public int unreadable() {
        return unreadable;
    }

    /** Notes a check. */
    public Progress tried(String id, boolean passed) {
        return change(id, e -> e.tried(passed));
    }

    /** Notes that so many hints were taken. */
    public Progress hinted(String id, int count) {
        return change(id, e -> e.hinted(count));
    }

    /** Forgets an exercise. */
    public Progress forget(String id) {
        entries.remove(id);
        return this;
    }

    /** Takes in another file; of two entries for an exercise the better one stays. */
    public Progress merge(Progress other) {
        other.entries.values().forEach(e -> entries.merge(e.id(), e, Entry::merged));
        return this;
    }

    /** The file's text. */
    public String text() {
        StringBuilder text = new StringBuilder(HEADER).append('\n').append(COLUMNS).append('\n');
        entries.values().forEach(e -> text.append(e.line()).append('\n'));
        return text.toString();
    }

    private Progress change(String id, UnaryOperator<Entry> change) {
        entries.put(id, change.apply(get(id)));
        return this;
    }
}

package lockstep.harness.progress;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * One exercise's line in the progress file. It survives exercises that this version of the course does not know.
 *
 * @param id the exercise's number
 * @param passed whether an answer has passed
 * @param when the first pass, or else the last try
 * @param tries how often it was checked
 * @param hints how many hints were taken
 */
public record Entry(String id, boolean passed, Instant when, int tries, int hints) {

    /** Nothing done yet. */
    static Entry fresh(String id) {
        return new Entry(id, false, now(), 0, 0);
    }

    /** One more check. A pass stays a pass, with its first date. */
    Entry tried(boolean pass) {
        return new Entry(id, passed || pass, passed ? when : now(), tries + 1, hints);
    }

    /** One more hint. */
    Entry hinted(int count) {
        return new Entry(id, passed, when, tries, Math.max(hints, count));
    }

    /** The better of two entries for the same exercise. */
    Entry merged(Entry other) {
        Instant date = passed == other.passed ? (passed == when.isBefore(other.when) ? when : other.when)
                : passed ? when : other.when;
        return new Entry(id, passed || other.passed, date, Math.max(tries, other.tries), Math.max(hints, other.hints));
    }

    /** The line, without its end. */
    String line() {
        return String.format("%-8s %-7s %-20s %5d %5d", id, passed ? "passed" : "tried", when, tries, hints);
    }

    /** Reads a line; null if it is none of ours. */
    static Entry parse(String line) {
        String[] parts = line.trim().split("\\s+");
        if (parts.length != 5 || !parts[1].equals("passed") && !parts[1].equals("tried")) {
            return null;
        }
        try {
            return new Entry(parts[0], parts[1].equals("passed"), Instant.parse(parts[2]),
                    Integer.parseInt(parts[3]), Integer.parseInt(parts[4]));
        } catch (DateTimeParseException | NumberFormatException e) {
            return null;
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}

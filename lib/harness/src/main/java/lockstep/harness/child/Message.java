package lockstep.harness.child;

import java.util.ArrayList;
import java.util.List;

/**
 * One line from the child to the parent: the nonce, a word, and fields. Lines without the nonce are the answer's own
 * printing, whatever they say.
 *
 * @param word what happened
 * @param fields the rest, in an order that the word fixes
 */
public record Message(String word, List<String> fields) {

    /** The child stands, with nothing of the answer loaded yet. */
    public static final String READY = "ready";
    /** A property begins: its index. */
    public static final String BEGIN = "begin";
    /** A property held: its index. */
    public static final String HELD = "held";
    /** A property broke: its index, the kind of failure, its message, then the frames. */
    public static final String BROKE = "broke";
    /** A property took too long: its index, then the lines that say where its threads stand. */
    public static final String HUNG = "hung";
    /** Something ended the JVM: the frames of who did. */
    public static final String EXIT = "exit";
    /** The answer's threads that were still running at the end, as lines. */
    public static final String LEFT = "left";
    /** The child's watchdog is alive. */
    public static final String BEAT = "beat";
    /** Printed by the answer. */
    public static final String OUT = "out";
    /** After a verdict: nothing of the answer is left, and the child takes another job. */
    public static final String NEXT = "next";
    /** All is done: what was tried. */
    public static final String END = "end";

    /** A message. */
    public static Message of(String word, String... fields) {
        return new Message(word, List.of(fields));
    }

    /** The field at this place, or an empty string. */
    public String field(int i) {
        return i < fields.size() ? fields.get(i) : "";
    }

    /** The first field as a number, or -1. */
    public int index() {
        try {
            return Integer.parseInt(field(0));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The message as a line of text, without its end. */
    String line(String nonce) {
        StringBuilder line = new StringBuilder(nonce).append(' ').append(word);
        for (String field : fields) {
            line.append('\t').append(field.replace("\\", "\\\\").replace("\t", "\\t")
                    .replace("\n", "\\n").replace("\r", "\\r"));
        }
        return line.toString();
    }

    /** Reads a line; null if it does not bear the nonce. */
    public static Message parse(String line, String nonce) {
        if (!line.startsWith(nonce + " ")) {
            return null;
        }
        String[] parts = line.substring(nonce.length() + 1).split("\t", -1);
        List<String> fields = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            fields.add(unescape(parts[i]));
        }
        return new Message(parts[0], fields);
    }

    private static String unescape(String s) {
        StringBuilder out = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\\' && i + 1 < s.length()) {
                char next = s.charAt(++i);
                out.append(next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}

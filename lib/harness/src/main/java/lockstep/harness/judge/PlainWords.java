package lockstep.harness.judge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says JUnit's messages in plain words. */
public final class PlainWords {

    private static final Pattern EXPECTED =
            Pattern.compile("(?s)(.*?)(?: ==> )?expected: (?:[\\w.$]+@?\\w*)?<(.*)> but was: (?:[\\w.$]+@?\\w*)?<(.*)>");
    private static final Pattern EXPECTED_NOT = Pattern.compile("(?s)(.*?)(?: ==> )?expected: not (equal|same).*");
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:java|javax|jdk|lockstep)(?:\\.[a-z]\\w*)+\\.(?=[A-Z])");

    private PlainWords() {}

    /** The message without JUnit's arrows and brackets, and without package names. */
    public static String of(String message) {
        String text = PACKAGE.matcher(message.strip()).replaceAll("");
        Matcher m = EXPECTED.matcher(text);
        if (m.matches()) {
            String lead = m.group(1).strip().replaceAll("[,:]$", "").replace(" ==> ", ": ");
            String wanted = m.group(2);
            String saw = m.group(3);
            if (!lead.isEmpty() && isBoolean(wanted) && isBoolean(saw)) {
                return lead;
            }
            return (lead.isEmpty() ? "" : lead + ": ") + "expected " + wanted + ", saw " + saw;
        }
        Matcher not = EXPECTED_NOT.matcher(text);
        return not.matches() && !not.group(1).isBlank() ? not.group(1).strip() : text.replace(" ==> ", ": ");
    }

    private static boolean isBoolean(String s) {
        return s.equals("true") || s.equals("false");
    }
}

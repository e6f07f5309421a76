package lockstep.harness;

import java.util.Collection;
import java.util.Comparator;
import lockstep.harness.judge.Spec;

/** Sentences for a learner's slips in calling the judge. */
final class Slips {

    private Slips() {}

    /** There is no such exercise. */
    static String unknown(String id, Collection<Spec> all) {
        if (all.isEmpty()) {
            return "No exercises are on the class path. Start JupyterLab with binder/lab, and choose the kernel Java.";
        }
        String given = id == null ? "" : id.trim();
        Spec nearest = all.stream().min(Comparator.comparingInt(s ->
                Math.min(distance(given, s.id()), 1 + distance(given, s.simpleName())))).orElseThrow();
        return (given.isEmpty() ? "Say which exercise" : "There is no exercise \"" + given + "\"")
                + ". Did you mean \"" + nearest.id() + "\", " + nearest.title() + "? progress() lists them all.";
    }

    /** What is wrong with the class itself, or null. */
    static String about(Spec spec, Class<?> answer) {
        String call = "check(\"" + spec.id() + "\", " + spec.simpleName() + ".class)";
        if (answer == null) {
            return "There is no class to check: null was given. Run the cell that declares " + spec.simpleName()
                    + ", then " + call + ".";
        }
        if (answer.getName().startsWith("lockstep.")) {
            return answer.getSimpleName() + " is the course's own class. Run the cell that declares your "
                    + spec.simpleName() + ", then " + call + ".";
        }
        if (answer.getName().startsWith("java.") || answer.isPrimitive() || answer.isArray()) {
            return answer.getTypeName() + " is not a class of yours. Run the cell that declares " + spec.simpleName()
                    + ", then " + call + ".";
        }
        return null;
    }

    /** Levenshtein's distance, ignoring case. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int cost = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }
        return row[b.length()];
    }
}

package lockstep.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import lockstep.harness.judge.Spec;

/** The sources of starters and solutions, as they lie on the class path beside their classes. */
final class Sources {

    private Sources() {}

    /** The starter's source without package and imports, or null. */
    static String starter(Spec spec) {
        return read("lockstep/exercises/" + spec.chapter() + "/" + spec.simpleName() + ".java");
    }

    /** The solution's source without package and imports, or null. */
    static String solution(Spec spec) {
        return read("lockstep/solutions/" + spec.chapter() + "/" + spec.simpleName() + ".java");
    }

    private static String read(String path) {
        try (InputStream in = Sources.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                return null;
            }
            StringBuilder text = new StringBuilder();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .dropWhile(l -> l.isBlank() || l.startsWith("package ") || l.startsWith("import "))
                    .forEach(l -> text.append(l).append('\n'));
            return text.toString();
        } catch (IOException e) {
            return null;
        }
    }
}

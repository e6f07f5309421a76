package lockstep.proof;

import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lockstep.harness.Verdict;
import lockstep.harness.judge.Catalogue;
import lockstep.harness.judge.Spec;

/** All that the proof runs: of each exercise the solution, the starter, each other right answer, and each wrong version. */
final class Versions {

    /**
     * One class to judge.
     *
     * @param wrong its annotation, or null for solution, starter and other right answers
     * @param why what is wrong or different about it, in a sentence; empty for solution and starter
     * @param expect the verdicts that are right
     * @param breaks the properties that may break; empty: any
     */
    record Version(Spec spec, String name, Class<?> type, Wrong wrong, String why,
            Set<Verdict.Kind> expect, Set<String> breaks) {

        /** How often it is tried when solution and wrong versions are tried so many times: a right answer costs the most time. */
        int tries(int times) {
            return isOther() ? Math.max(1, times / 4) : times;
        }

        private boolean isOther() {
            return wrong == null && !why.isEmpty();
        }
    }

    private Versions() {}

    /** The exercises asked for by {@code -Dexercise=2.1}, or all. */
    static List<Spec> exercises() {
        String wanted = System.getProperty("exercise", "");
        return Catalogue.get().all().stream().filter(s -> wanted.isEmpty() || s.id().equals(wanted)).toList();
    }

    /** The versions of one exercise. */
    static List<Version> of(Spec spec) throws Exception {
        List<Version> versions = new ArrayList<>();
        Class<?> solution = Class.forName("lockstep.solutions." + spec.chapter() + "." + spec.simpleName(), false, loader());
        versions.add(new Version(spec, "solution", solution, null, "", Set.of(Verdict.Kind.PASSED), Set.of()));
        Class<?> starter = Class.forName(spec.starter(), false, loader());
        versions.add(new Version(spec, "starter", starter, null, "", Set.of(Verdict.Kind.NOT_STARTED), Set.of()));
        for (Class<?> type : classes("lockstep/right", Right.class)) {
            Right right = type.getAnnotation(Right.class);
            if (right.exercise().equals(spec.id())) {
                versions.add(new Version(spec, "right: " + type.getSimpleName(), type, null, right.why(),
                        Set.of(Verdict.Kind.PASSED), Set.of()));
            }
        }
        for (Class<?> type : wrongClasses()) {
            Wrong wrong = type.getAnnotation(Wrong.class);
            if (wrong.exercise().equals(spec.id())) {
                versions.add(new Version(spec, type.getSimpleName(), type, wrong, wrong.why(),
                        Set.of(wrong.expect()), Set.of(wrong.breaks())));
            }
        }
        return versions;
    }

    /** Every class that carries {@link Wrong}. */
    static List<Class<?>> wrongClasses() throws Exception {
        return classes("lockstep/wrong", Wrong.class);
    }

    /** Every class that carries {@link Right}. */
    static List<Class<?>> rightClasses() throws Exception {
        return classes("lockstep/right", Right.class);
    }

    /** The classes that carry this annotation, found by looking below a folder. */
    private static List<Class<?>> classes(String below, Class<? extends Annotation> annotation) throws Exception {
        List<Class<?>> found = new ArrayList<>();
        Path root = Path.of(new URI(loader().getResource("lockstep/proof/Wrong.class").toString()))
                .getParent().getParent().getParent();
        if (!Files.isDirectory(root.resolve(below))) {
            return found;
        }
        try (Stream<Path> files = Files.walk(root.resolve(below))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
                Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()), false, loader());
                if (type.isAnnotationPresent(annotation)) {
                    found.add(type);
                }
            }
        }
        return found;
    }

    private static ClassLoader loader() {
        return Versions.class.getClassLoader();
    }
}

package lockstep.harness.judge;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The child's class path: the course's own jars first, always in the same order, then whatever else the parent sees. */
final class CoursePath {

    /** One class of each jar that the child cannot do without. */
    private static final String[] NEEDED = {
        "lockstep.harness.judge.CoursePath",
        "lockstep.interleave.Interleave",
        "org.junit.platform.launcher.Launcher",
        "org.junit.platform.engine.TestEngine",
        "org.junit.platform.commons.JUnitException",
        "org.junit.jupiter.engine.JupiterTestEngine",
        "org.junit.jupiter.api.Test",
        "org.opentest4j.AssertionFailedError",
        "org.objectweb.asm.ClassReader",
        "org.objectweb.asm.tree.ClassNode",
        "org.objectweb.asm.tree.analysis.Analyzer",
        "org.objectweb.asm.commons.ClassRemapper",
    };

    private CoursePath() {}

    /** The class path for this exercise. */
    static String of(Spec spec) {
        Set<String> path = new LinkedHashSet<>(needed());
        add(path, spec.starter());
        add(path, spec.check());
        for (ClassLoader loader = Catalogue.loader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    add(path, url);
                }
            }
        }
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                path.add(Path.of(entry).toAbsolutePath().toString());
            }
        }
        return String.join(File.pathSeparator, path);
    }

    /** The jars that the child cannot do without. */
    static List<String> needed() {
        Set<String> path = new LinkedHashSet<>();
        for (String name : NEEDED) {
            add(path, name);
        }
        return List.copyOf(path);
    }

    private static void add(Set<String> path, String className) {
        try {
            CodeSource source = Class.forName(className, false, Catalogue.loader()).getProtectionDomain().getCodeSource();
            if (source != null) {
                add(path, source.getLocation());
            }
        } catch (ClassNotFoundException e) {
            // what is missing here is missing in the child, and said there
        }
    }

    private static void add(Set<String> path, URL url) {
        try {
            if (url.getProtocol().equals("file")) {
                path.add(Path.of(url.toURI()).toString());
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // not a file of ours
        }
    }
}

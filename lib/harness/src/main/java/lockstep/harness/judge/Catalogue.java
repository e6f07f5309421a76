package lockstep.harness.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import lockstep.harness.Exercise;

/**
 * All exercises: every class whose name ends in {@code Check} below the package {@code lockstep.exercises} and that
 * carries {@link Exercise}. Found by looking, so that a new chapter needs no entry anywhere.
 */
public final class Catalogue {

    private static final String ROOT = "lockstep/exercises";
    private static Catalogue found;

    private final Map<String, Spec> byId = new TreeMap<>(Catalogue::compareIds);

    private Catalogue() {}

    /** The exercises on the class path of this JVM; looked for once. */
    public static synchronized Catalogue get() {
        if (found == null) {
            Catalogue catalogue = new Catalogue();
            try {
                Enumeration<URL> roots = loader().getResources(ROOT);
                while (roots.hasMoreElements()) {
                    catalogue.scan(roots.nextElement());
                }
            } catch (IOException | URISyntaxException e) {
                throw new IllegalStateException("The exercises could not be read: " + e, e);
            }
            found = catalogue;
        }
        return found;
    }

    /** The exercise of this number, or null. */
    public Spec find(String id) {
        return id == null ? null : byId.get(id.trim());
    }

    /** The exercise that this check class judges, or null. */
    public Spec byCheck(String checkName) {
        return byId.values().stream().filter(s -> s.check().equals(checkName)).findFirst().orElse(null);
    }

    /** All of them, in the order of their numbers. */
    public Collection<Spec> all() {
        return List.copyOf(byId.values());
    }

    /** The loader that sees the course: the harness's own. */
    static ClassLoader loader() {
        ClassLoader loader = Catalogue.class.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /** Numbers compare as numbers: 2.10 comes after 2.9. */
    static int compareIds(String a, String b) {
        String[] x = a.split("\\.");
        String[] y = b.split("\\.");
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            int byPart = x[i].length() != y[i].length() && isNumber(x[i]) && isNumber(y[i])
                    ? Integer.compare(x[i].length(), y[i].length()) : x[i].compareTo(y[i]);
            if (byPart != 0) {
                return byPart;
            }
        }
        return Integer.compare(x.length, y.length);
    }

    private static boolean isNumber(String s) {
        return !s.isEmpty() && s.chars().allMatch(Character::isDigit);
    }

    private void scan(URL root) throws IOException, URISyntaxException {
        if (root.getProtocol().equals("jar")) {
            JarURLConnection connection = (JarURLConnection) root.openConnection();
            Path jar = Path.of(connection.getJarFileURL().toURI());
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                    if (entry.getName().startsWith(ROOT + "/") && entry.getName().endsWith("Check.class")) {
                        add(file.getInputStream(entry));
                    }
                }
            }
        } else if (root.getProtocol().equals("file")) {
            try (Stream<Path> files = Files.walk(Path.of(new URI(root.toString())))) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith("Check.class"))::iterator) {
                    add(Files.newInputStream(file));
                }
            }
        }
    }

    private void add(InputStream classFile) {
        try (classFile) {
            Spec spec = Spec.read(classFile);
            if (spec != null) {
                Spec other = byId.putIfAbsent(spec.id(), spec);
                if (other != null && !other.check().equals(spec.check())) {
                    throw new IllegalStateException("Two checks claim exercise " + spec.id() + ": "
                            + other.check() + " and " + spec.check());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

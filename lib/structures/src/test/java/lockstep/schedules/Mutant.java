package lockstep.schedules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A class of this library with one mistake put in: its own source, edited and compiled again. So a mutant never drifts
 * from the class that it is made of; an edit that no longer fits its source, or fits it twice, is a failure.
 */
public final class Mutant {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    /** Shared, as it remembers what it has found where. Its class path is ours. */
    private static final JavaFileManager LIBRARY = JAVAC.getStandardFileManager(null, null, null);
    /** A string or character, or else (group 1) a comment. */
    private static final Pattern COMMENT =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|(//[^\\n]*|/\\*.*?\\*/)", Pattern.DOTALL);

    private final Map<Class<?>, String> sources = new LinkedHashMap<>();

    /**
     * Puts {@code after} in the place of {@code before}, which must stand in the class's source exactly once. White space
     * in it stands for any white space, and comments do not count.
     */
    public void edit(Class<?> type, String before, String after) {
        String source = sources.computeIfAbsent(type, Mutant::read);
        String pattern = Stream.of(before.trim().split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        Matcher matcher = Pattern.compile(pattern).matcher(source);
        List<MatchResult> found = matcher.results().toList();
        if (found.size() != 1) {
            throw new AssertionError("stands " + found.size() + " times in " + type.getSimpleName() + ": " + before);
        }
        String edited = source.substring(0, found.get(0).start()) + after + source.substring(found.get(0).end());
        sources.put(type, edited);
    }

    /** A loader that finds the mutant where others find the class, and that defines {@code test} itself. */
    ClassLoader loader(Class<?> test) {
        return new Loader(test.getClassLoader(), test.getName(), compile());
    }

    private static String read(Class<?> type) {
        try {
            Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path file = classes.resolve("../../src/main/java").resolve(type.getName().replace('.', '/') + ".java");
            return COMMENT.matcher(Files.readString(file.normalize()))
                    .replaceAll(m -> Matcher.quoteReplacement(m.group(1) == null ? m.group() : m.group(1).replaceAll("[^\n]", " ")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, byte[]> compile() {
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((type, source) -> units.add(new Source(type, source)));
        StringWriter errors = new StringWriter();
        Map<String, byte[]> classes = new HashMap<>();
        List<String> options = List.of("-g", "-proc:none", "-nowarn");
        if (!JAVAC.getTask(errors, new Outputs(classes), null, options, null, units).call()) {
            throw new AssertionError("the mutant does not compile:\n" + errors);
        }
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Class<?> type, String text) {
            super(URI.create("string:///" + type.getName().replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> classes;

        Outputs(Map<String, byte[]> classes) {
            super(LIBRARY);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("bytes:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {
        private final String test;
        private final Map<String, byte[]> mutated;

        Loader(ClassLoader parent, String test, Map<String, byte[]> mutated) {
            super(parent);
            this.test = test;
            this.mutated = mutated;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(test)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }

        /** The model checker reads the classes that it rewrites from here. */
        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] bytes = name.endsWith(".class") ? mutated.get(name.substring(0, name.length() - 6).replace('/', '.')) : null;
            return bytes == null ? super.getResourceAsStream(name) : new java.io.ByteArrayInputStream(bytes);
        }
    }
}

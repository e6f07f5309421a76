package lockstep.notebooks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/** Runs a script of src/test/python in the course's Python environment and turns each case that it reports into a test. */
final class PythonCases implements Iterator<DynamicTest> {

    static final Path ROOT = Path.of(System.getProperty("lockstep.root", "..")).toAbsolutePath().normalize();
    static final Path FIXTURES = ROOT.resolve("notebooks/src/test/resources/fixtures");
    private static final Path SCRIPTS = ROOT.resolve("notebooks/src/test/python");
    private static final int KEPT_LINES = 40;

    private final String script;
    private final Process process;
    private final BufferedReader output;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private int cases;
    private boolean ended;
    private DynamicTest next;

    private PythonCases(String script, List<String> arguments) {
        this.script = script;
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("lockstep.python", ROOT.resolve("binder/.venv/bin/python").toString()),
                "-s", SCRIPTS.resolve(script).toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("PYTHONPATH", "PYTHONHOME"));
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        builder.environment().put("JUPYTER_PATH", System.getProperty("lockstep.jupyter.path",
                ROOT.resolve("notebooks/target/jupyter").toString()));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The Python environment is missing; binder/lab --prepare makes it.", e);
        }
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The script's cases, each as soon as the script reports it. */
    static Stream<DynamicTest> of(String script, Object... arguments) {
        PythonCases cases = new PythonCases(script, Stream.of(arguments).map(Object::toString).toList());
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(cases, Spliterator.ORDERED), false)
                .onClose(cases.process::destroy);
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = read();
        }
        return next != null;
    }

    @Override
    public DynamicTest next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        DynamicTest test = next;
        next = null;
        return test;
    }

    private DynamicTest read() {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] fields = line.split("\t", -1);
                switch (fields[0]) {
                    case "CASE" -> {
                        cases++;
                        String name = unescape(fields[1]);
                        String problem = fields[2].equals("OK") ? null : unescape(fields[3]);
                        return DynamicTest.dynamicTest(name, () -> {
                            if (problem != null) {
                                Assertions.fail(name + "\n" + problem);
                            }
                        });
                    }
                    case "STEP" -> System.out.println("  " + fields[1]);
                    case "END" -> {
                        ended = true;
                        int counted = Integer.parseInt(fields[1]);
                        return counted == cases && cases > 0 ? null : broken("it counted " + counted + " cases, " + cases + " arrived");
                    }
                    default -> {
                        lastLines.add(line);
                        if (lastLines.size() > KEPT_LINES) {
                            lastLines.remove();
                        }
                    }
                }
            }
            ended = true;
            return broken("it broke off");
        } catch (IOException e) {
            ended = true;
            return broken(e.toString());
        }
    }

    private DynamicTest broken(String why) {
        String said = String.join("\n", lastLines);
        return DynamicTest.dynamicTest(script, () -> Assertions.fail(script + ": " + why + "\n" + said));
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                c = switch (text.charAt(++i)) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    default -> text.charAt(i);
                };
            }
            plain.append(c);
        }
        return plain.toString();
    }
}

package lockstep.litmus;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Writes a jcstress test for each litmus program, which does nothing but call it, compiles them with jcstress's annotation processor, and packs tests and
 * programs into one jar: jcstress looks for padded fields in every jar of its class path, and cannot read folders.
 */
final class StressSources {
  private static final String[] ACTORS = {"one", "two", "three", "four"};

  private StressSources() {}

  /** The test's simple name. */
  static String name(Suite.Entry entry) {
    return entry.row().program().getClass().getSimpleName() + "_" + entry.line();
  }

  /** Writes, compiles and packs them all. */
  static Path make(List<Suite.Entry> entries, Path target) {
    try {
      Path sources = Files.createDirectories(target.resolve("sources/lockstep/litmus"));
      Path classes = Files.createDirectories(target.resolve("classes"));
      List<String> arguments = new ArrayList<>(List.of("-nowarn", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"),
          "-processor", "org.openjdk.jcstress.infra.processors.JCStressTestProcessor"));
      for (Suite.Entry entry : entries) {
        Path file = sources.resolve(name(entry) + ".java");
        Files.writeString(file, source(entry));
        arguments.add(file.toString());
      }
      int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
      if (failed != 0) throw new AssertionError("the generated tests in " + sources + " do not compile");
      Path programs = Path.of(Litmus.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar(target.resolve("litmus.jar"), programs, classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path jar(Path jar, Path... folders) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path folder : folders) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
            if (!name.startsWith("lockstep/litmus/") && !name.startsWith("META-INF/")) continue;
            out.putNextEntry(new JarEntry(name));
            Files.copy(file, out);
            out.closeEntry();
          }
        }
      }
    }
    return jar;
  }

  private static String source(Suite.Entry entry) {
    String shape = entry.row().program().getClass().getSimpleName();
    String actors = Stream.of(ACTORS).limit(entry.row().program().threads()).map(actor -> """

          @Actor public void %s() {
            PROGRAM.%s(places);
          }
        """.formatted(actor, actor)).collect(Collectors.joining());
    return """
        package lockstep.litmus;

        import org.openjdk.jcstress.annotations.*;
        import org.openjdk.jcstress.infra.results.IIII_Result;

        /** %s */
        @JCStressTest
        @State
        @Outcome(expect = Expect.ACCEPTABLE, desc = "compared with interleave afterwards")
        public class %s {
          private static final Litmus PROGRAM = %s.rows()[%d].program();

          private final Places places = new Places();
        %s
          @Arbiter public void end(IIII_Result result) {
            PROGRAM.end(places);
            result.r1 = places.r1;
            result.r2 = places.r2;
            result.r3 = places.r3;
            result.r4 = places.r4;
          }
        }
        """.formatted(entry.row().name(), name(entry), shape, entry.line(), actors);
  }
}

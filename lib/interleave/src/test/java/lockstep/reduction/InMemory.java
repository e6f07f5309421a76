package lockstep.reduction;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import lockstep.interleave.Scenario;

/** Compiles sources without a file, all at once, and loads what comes out. */
final class InMemory extends ClassLoader {
  private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

  private InMemory() {
    super(InMemory.class.getClassLoader());
  }

  static InMemory compile(Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    InMemory loader = new InMemory();
    List<JavaFileObject> files = new ArrayList<>();
    sources.forEach((name, text) -> files.add(new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    }));
    StringWriter complaints = new StringWriter();
    StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
    JavaFileManager manager = new ForwardingJavaFileManager<>(standard) {
      @Override public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("bytes:///" + name), kind) {
          @Override public OutputStream openOutputStream() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            loader.classes.put(name, bytes);
            return bytes;
          }
        };
      }
    };
    List<String> options = List.of("-g", "-proc:none", "-classpath", System.getProperty("java.class.path"));
    if (!compiler.getTask(complaints, manager, null, options, null, files).call()) throw new AssertionError(complaints.toString());
    return loader;
  }

  Class<? extends Scenario> scenario(String name) {
    try {
      return loadClass(name).asSubclass(Scenario.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
    ByteArrayOutputStream bytes = classes.get(name);
    if (bytes == null) throw new ClassNotFoundException(name);
    return defineClass(name, bytes.toByteArray(), 0, bytes.size());
  }

  @Override public InputStream getResourceAsStream(String name) {
    ByteArrayOutputStream bytes = name.endsWith(".class") ? classes.get(name.substring(0, name.length() - 6).replace('/', '.')) : null;
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes.toByteArray());
  }
}

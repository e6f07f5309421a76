package lockstep.interleave.weave;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Loads the program under test, rewritten. A class that is not Java's own, not this library's and not a test framework's is read as bytes from
 * the parent loader - JShell's serves them too - woven, and defined here; everything else comes from the parent as it is.
 */
public final class WeavingLoader extends ClassLoader {
  private static final String[] NOT_WOVEN = {"java/", "javax/", "jdk/", "sun/", "com/sun/", "lockstep/interleave/", "org/junit/", "org/opentest4j/",
      "org/apiguardian/", "org/hamcrest/", "org/assertj/", "org/objectweb/asm/", "kotlin/"};
  private static final Map<ClassLoader, WeakReference<WeavingLoader>> KNOWN = new WeakHashMap<>();
  private static final AtomicLong WOVEN = new AtomicLong();

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> given;
  private final String[] notWoven;
  private final Map<String, ClassFacts> facts = new HashMap<>();

  /**
   * @param parent where to read classes from
   * @param given bytes of classes that the parent does not have, or should not be asked for; by name, with dots
   * @param notWoven packages that are no part of the program, such as a harness's own, as beginnings of names with slashes
   */
  public WeavingLoader(ClassLoader parent, Map<String, byte[]> given, String... notWoven) {
    super("interleave", parent);
    this.given = Map.copyOf(given);
    this.notWoven = notWoven.clone();
  }

  /** The loader that weaves the classes of {@code parent}; woven once and used again. */
  public static WeavingLoader over(ClassLoader parent) {
    if (parent instanceof WeavingLoader woven) return woven;
    synchronized (KNOWN) {
      WeakReference<WeavingLoader> known = KNOWN.get(parent);
      WeavingLoader loader = known == null ? null : known.get();
      if (loader == null) {
        loader = new WeavingLoader(parent, Map.of());
        KNOWN.put(parent, new WeakReference<>(loader));
      }
      return loader;
    }
  }

  /** How many classes were woven in this JVM: a sign of life before the first execution, which on a slow machine is a while. */
  public static long woven() {
    return WOVEN.get();
  }

  @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    String internal = name.replace('.', '/');
    if (excluded(internal)) return super.loadClass(name, resolve);
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) return loaded;
      byte[] bytes = bytes(internal);
      if (bytes == null) return super.loadClass(name, resolve);
      byte[] woven = new Weaver(this, internal).weave(bytes);
      WOVEN.incrementAndGet();
      return defineClass(name, woven, 0, woven.length);
    }
  }

  private boolean excluded(String internal) {
    if (given.containsKey(internal.replace('/', '.'))) return false;
    for (String prefix : NOT_WOVEN) if (internal.startsWith(prefix)) return true;
    for (String prefix : notWoven) if (internal.startsWith(prefix)) return true;
    return false;
  }

  private byte[] bytes(String internal) {
    byte[] own = given.get(internal.replace('/', '.'));
    if (own != null) return own;
    byte[] read = read(internal);
    return read == null ? null : CellLines.counted(internal, read, this::read);
  }

  private byte[] read(String internal) {
    try (InputStream in = getParent().getResourceAsStream(internal + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  /** What is known of a class that is woven; null if it is not woven. */
  ClassFacts facts(String internal) {
    if (internal == null || internal.startsWith("[") || excluded(internal)) return null;
    synchronized (facts) {
      ClassFacts known = facts.get(internal);
      if (known == null) {
        byte[] bytes = bytes(internal);
        if (bytes == null) return null;
        known = ClassFacts.read(internal, bytes, this::facts);
        facts.put(internal, known);
      }
      return known;
    }
  }

  /** Is the class initialized anew in every execution? */
  boolean fresh(ClassFacts of) {
    synchronized (facts) {
      return of.fresh(this::facts);
    }
  }

  /** The field that {@code owner.name} means; null if it is not a field of a woven class. */
  FieldRef field(String owner, String name) {
    for (ClassFacts f = facts(owner); f != null; f = facts(f.superName)) {
      FieldRef field = f.fields.get(name);
      if (field != null) return field;
    }
    return null;
  }

  /** A field of a woven class, for those who find it by name at run time. */
  public static FieldRef field(Class<?> owner, String name) {
    return owner.getClassLoader() instanceof WeavingLoader loader ? loader.field(owner.getName().replace('.', '/'), name) : null;
  }

  /** The class that declares what {@code owner.method} calls: a woven one, or the first that is not woven. */
  String declaring(String owner, String method) {
    String at = owner;
    for (ClassFacts f = facts(at); f != null; f = facts(at)) {
      if (f.methods.contains(method) || f.isInterface) return at;
      at = f.superName;
    }
    return at;
  }
}

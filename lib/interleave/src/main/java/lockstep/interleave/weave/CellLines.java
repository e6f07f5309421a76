package lockstep.interleave.weave;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lines as the author of a JShell snippet counts them. JShell puts each snippet into a wrapper class, and counts lines from the wrapper's
 * first: a few lines of package and imports come before the author's own. The wrapper's constructor tells where the wrapper begins (JDK 17
 * and 25); the snippet starts two lines below, what a variable is set to two lines further down, below the variable's own declaration, and an
 * expression with a value three.
 *
 * <p>In a notebook a cell may hold several snippets, imports and then a class, and its author counts the cell's lines. JShell does not know
 * cells: their kernel says, by the system property {@link #BEFORE} and the snippet's number, how many of its cell's lines come before a snippet.
 */
public final class CellLines {
  /** The beginning of a system property's name; the number of a snippet follows. */
  public static final String BEFORE = "lockstep.cell.lines.before.";

  private static final Pattern WRAPPED = Pattern.compile("(REPL/\\$JShell\\$(\\d+)[A-Z]*)(?:\\$.+)?");
  private static final int TO_SNIPPET = 1;
  private static final int TO_VALUE = 3;
  private static final int TO_EXPRESSION = 4;

  private CellLines() {}

  /** The class file with the author's lines; as it is if it does not come from JShell. */
  static byte[] counted(String internal, byte[] bytes, Function<String, byte[]> read) {
    if (!internal.startsWith("REPL/")) return bytes;
    int before = before(internal, name -> name.equals(internal) ? bytes : read.apply(name));
    if (before == 0) return bytes;
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(counted(writer, before), 0);
    return writer.toByteArray();
  }

  /**
   * How many lines JShell puts before the author's first, less those that the author has before the snippet; 0 for a class that does not come
   * from JShell.
   *
   * @param internal the class's internal name
   * @param read reads a class file by its internal name, or gives null
   */
  public static int before(String internal, Function<String, byte[]> read) {
    Matcher wrapped = WRAPPED.matcher(internal);
    byte[] wrapper = wrapped.matches() ? read.apply(wrapped.group(1)) : null;
    return wrapper == null ? 0 : linesBefore(wrapper) - Integer.getInteger(BEFORE + wrapped.group(2), 0);
  }

  /** Hands a class on with so many lines less before each of its own. */
  public static ClassVisitor counted(ClassVisitor next, int before) {
    return new ClassVisitor(Opcodes.ASM9, next) {
      @Override public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
          @Override public void visitLineNumber(int line, Label start) {
            super.visitLineNumber(Math.max(1, line - before), start);
          }
        };
      }
    };
  }

  private static int linesBefore(byte[] wrapper) {
    int[] constructor = {0};
    int[] toSnippet = {TO_SNIPPET};
    new ClassReader(wrapper).accept(new ClassVisitor(Opcodes.ASM9) {
      @Override public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        // The value of an expression gets a variable, $1, whose declaration takes a line more.
        toSnippet[0] = name.startsWith("$") ? TO_EXPRESSION : TO_VALUE;
        return null;
      }

      @Override public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        if (!name.equals("<init>")) return null;
        return new MethodVisitor(Opcodes.ASM9) {
          @Override public void visitLineNumber(int line, Label start) {
            if (constructor[0] == 0) constructor[0] = line;
          }
        };
      }
    }, 0);
    return constructor[0] + toSnippet[0];
  }
}

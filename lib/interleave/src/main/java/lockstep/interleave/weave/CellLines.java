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
 * and 25); the snippet starts two lines below, and what a variable is set to two lines further down, below the variable's own declaration.
 */
final class CellLines {
  private static final Pattern WRAPPED = Pattern.compile("(REPL/\\$JShell\\$\\d+[A-Z]*)(?:\\$.+)?");
  private static final int TO_SNIPPET = 1;
  private static final int TO_VALUE = 3;

  private CellLines() {}

  /**
   * The class file with the author's lines; as it is if it does not come from JShell.
   *
   * @param read reads a class file by its internal name, or gives null
   */
  static byte[] counted(String internal, byte[] bytes, Function<String, byte[]> read) {
    if (!internal.startsWith("REPL/")) return bytes;
    Matcher wrapped = WRAPPED.matcher(internal);
    if (!wrapped.matches()) return bytes;
    byte[] wrapper = wrapped.group(1).equals(internal) ? bytes : read.apply(wrapped.group(1));
    int before = wrapper == null ? 0 : linesBefore(wrapper);
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
      @Override public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
          @Override public void visitLineNumber(int line, Label start) {
            super.visitLineNumber(Math.max(1, line - before), start);
          }
        };
      }
    }, 0);
    return writer.toByteArray();
  }

  private static int linesBefore(byte[] wrapper) {
    int[] constructor = {0};
    int[] toSnippet = {TO_SNIPPET};
    new ClassReader(wrapper).accept(new ClassVisitor(Opcodes.ASM9) {
      @Override public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        toSnippet[0] = TO_VALUE;
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

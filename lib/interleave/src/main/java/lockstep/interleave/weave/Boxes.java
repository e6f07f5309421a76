package lockstep.interleave.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Boxing and unboxing in bytecode. */
final class Boxes {
  private Boxes() {}

  private static String wrapper(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.CHAR -> "java/lang/Character";
      case Type.BYTE -> "java/lang/Byte";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.LONG -> "java/lang/Long";
      case Type.FLOAT -> "java/lang/Float";
      case Type.DOUBLE -> "java/lang/Double";
      default -> null;
    };
  }

  /** The primitive on the stack becomes an object; an object stays one. */
  static void box(MethodVisitor m, Type type) {
    String wrapper = wrapper(type);
    if (wrapper != null) m.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper, "valueOf", "(" + type.getDescriptor() + ")L" + wrapper + ";", false);
  }

  /** The object on the stack becomes a value of that type; nothing remains for void. */
  static void unbox(MethodVisitor m, Type type) {
    if (type == Type.VOID_TYPE) {
      m.visitInsn(Opcodes.POP);
      return;
    }
    String wrapper = wrapper(type);
    if (wrapper == null) {
      if (!type.getInternalName().equals("java/lang/Object")) m.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
      return;
    }
    m.visitTypeInsn(Opcodes.CHECKCAST, wrapper);
    m.visitMethodInsn(Opcodes.INVOKEVIRTUAL, wrapper, type.getClassName() + "Value", "()" + type.getDescriptor(), false);
  }
}

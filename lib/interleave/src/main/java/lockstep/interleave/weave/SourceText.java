package lockstep.interleave.weave;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Interpreter;
import org.objectweb.asm.tree.analysis.Value;

/**
 * Runs through a method and keeps, for each value on the stack, the source expression that made it: {@code node.next}, {@code slots[i]}. So that a
 * report can speak in the learner's own words. An expression that is not known is empty.
 */
final class SourceText extends Interpreter<SourceText.Text> {

  /** A value and the expression that it came from. */
  record Text(int size, String text) implements Value {
    @Override public int getSize() {
      return size;
    }

    /** By hand, as a record's own costs a new JVM many milliseconds at its first use. */
    @Override public boolean equals(Object other) {
      return other instanceof Text t && size == t.size && text.equals(t.text);
    }

    @Override public int hashCode() {
      return text.hashCode();
    }
  }

  private final MethodNode method;
  private final InsnList code;

  SourceText(MethodNode method) {
    super(Opcodes.ASM9);
    this.method = method;
    this.code = method.instructions;
  }

  private static Text text(Type type, String text) {
    return type == Type.VOID_TYPE ? null : new Text(type == null ? 1 : type.getSize(), text);
  }

  private String local(int slot, int at) {
    if (slot == 0 && (method.access & Opcodes.ACC_STATIC) == 0) return "this";
    if (method.localVariables != null) {
      for (LocalVariableNode v : method.localVariables) {
        if (v.index == slot && code.indexOf(v.start) <= at && at < code.indexOf(v.end)) return v.name;
      }
    }
    return "";
  }

  @Override public Text newValue(Type type) {
    return text(type, "");
  }

  @Override public Text newParameterValue(boolean isInstance, int slot, Type type) {
    return text(type, local(slot, 0));
  }

  @Override public Text newOperation(AbstractInsnNode insn) {
    return switch (insn.getOpcode()) {
      case Opcodes.ACONST_NULL -> new Text(1, "null");
      case Opcodes.LCONST_0, Opcodes.LCONST_1 -> new Text(2, "" + (insn.getOpcode() - Opcodes.LCONST_0));
      case Opcodes.DCONST_0, Opcodes.DCONST_1 -> new Text(2, "");
      case Opcodes.BIPUSH, Opcodes.SIPUSH -> new Text(1, "" + ((IntInsnNode) insn).operand);
      case Opcodes.LDC -> {
        Object constant = ((LdcInsnNode) insn).cst;
        yield new Text(constant instanceof Long || constant instanceof Double ? 2 : 1, constant instanceof Number n ? n.toString() : "");
      }
      case Opcodes.GETSTATIC -> text(Type.getType(((FieldInsnNode) insn).desc), ((FieldInsnNode) insn).name);
      case Opcodes.NEW -> new Text(1, "new " + simple(((TypeInsnNode) insn).desc));
      default -> insn.getOpcode() >= Opcodes.ICONST_M1 && insn.getOpcode() <= Opcodes.ICONST_5
          ? new Text(1, "" + (insn.getOpcode() - Opcodes.ICONST_0)) : new Text(1, "");
    };
  }

  static String simple(String internal) {
    String name = internal.substring(internal.lastIndexOf('/') + 1);
    return name.substring(name.lastIndexOf('$') + 1);
  }

  @Override public Text copyOperation(AbstractInsnNode insn, Text value) {
    if (insn instanceof VarInsnNode v && v.getOpcode() >= Opcodes.ILOAD && v.getOpcode() <= Opcodes.ALOAD) {
      String name = local(v.var, code.indexOf(insn));
      if (!name.isEmpty()) return new Text(value.size, name);
    }
    return value;
  }

  @Override public Text unaryOperation(AbstractInsnNode insn, Text value) {
    return switch (insn.getOpcode()) {
      case Opcodes.GETFIELD -> {
        FieldInsnNode field = (FieldInsnNode) insn;
        yield text(Type.getType(field.desc), field(value.text, field.name));
      }
      case Opcodes.CHECKCAST -> value;
      case Opcodes.ARRAYLENGTH -> new Text(1, value.text.isEmpty() ? "" : value.text + ".length");
      case Opcodes.LNEG, Opcodes.DNEG, Opcodes.I2L, Opcodes.I2D, Opcodes.L2D, Opcodes.F2L, Opcodes.F2D, Opcodes.D2L -> new Text(2, "");
      case Opcodes.IFEQ, Opcodes.IFNE, Opcodes.IFLT, Opcodes.IFGE, Opcodes.IFGT, Opcodes.IFLE, Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH, Opcodes.IRETURN,
          Opcodes.LRETURN, Opcodes.FRETURN, Opcodes.DRETURN, Opcodes.ARETURN, Opcodes.PUTSTATIC, Opcodes.ATHROW, Opcodes.MONITORENTER, Opcodes.MONITOREXIT,
          Opcodes.IFNULL, Opcodes.IFNONNULL -> null;
      default -> new Text(1, "");
    };
  }

  static String field(String receiver, String name) {
    return receiver.equals("this") || receiver.isEmpty() ? name : receiver + "." + name;
  }

  @Override public Text binaryOperation(AbstractInsnNode insn, Text a, Text b) {
    int op = insn.getOpcode();
    switch (op) {
      case Opcodes.IALOAD, Opcodes.FALOAD, Opcodes.AALOAD, Opcodes.BALOAD, Opcodes.CALOAD, Opcodes.SALOAD:
        return new Text(1, a.text.isEmpty() ? "" : a.text + "[" + b.text + "]");
      case Opcodes.LALOAD, Opcodes.DALOAD:
        return new Text(2, a.text.isEmpty() ? "" : a.text + "[" + b.text + "]");
      case Opcodes.IADD, Opcodes.ISUB, Opcodes.IAND, Opcodes.IREM:
        String sign = op == Opcodes.IADD ? " + " : op == Opcodes.ISUB ? " - " : op == Opcodes.IAND ? " & " : " % ";
        return new Text(1, a.text.isEmpty() || b.text.isEmpty() ? "" : a.text + sign + b.text);
      case Opcodes.LADD, Opcodes.LSUB, Opcodes.LMUL, Opcodes.LDIV, Opcodes.LREM, Opcodes.LSHL, Opcodes.LSHR, Opcodes.LUSHR, Opcodes.LAND, Opcodes.LOR, Opcodes.LXOR,
          Opcodes.DADD, Opcodes.DSUB, Opcodes.DMUL, Opcodes.DDIV, Opcodes.DREM:
        return new Text(2, "");
      case Opcodes.IF_ICMPEQ, Opcodes.IF_ICMPNE, Opcodes.IF_ICMPLT, Opcodes.IF_ICMPGE, Opcodes.IF_ICMPGT, Opcodes.IF_ICMPLE, Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE,
          Opcodes.PUTFIELD:
        return null;
      default:
        return new Text(1, "");
    }
  }

  @Override public Text ternaryOperation(AbstractInsnNode insn, Text a, Text b, Text c) {
    return null;
  }

  @Override public Text naryOperation(AbstractInsnNode insn, List<? extends Text> values) {
    if (insn instanceof MethodInsnNode call) {
      boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
      String on = isStatic ? simple(call.owner) : values.get(0).text();
      String arguments = values.size() > (isStatic ? 0 : 1) ? "(…)" : "()";
      String expression = on.isEmpty() ? "" : on.equals("this") ? call.name + arguments : on + "." + call.name + arguments;
      return text(Type.getReturnType(call.desc), expression);
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) return text(Type.getReturnType(dynamic.desc), "");
    return new Text(1, "");
  }

  @Override public void returnOperation(AbstractInsnNode insn, Text value, Text expected) {
    // nothing to learn
  }

  @Override public Text merge(Text a, Text b) {
    if (a.equals(b)) return a;
    Text unknown = new Text(Math.min(a.size, b.size), "");
    return a.equals(unknown) ? a : unknown;
  }
}

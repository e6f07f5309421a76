package lockstep.interleave.weave;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites one class so that everything that other threads could notice goes through {@link Hooks}. {@link MethodWeaver} does the methods; this class
 * puts models in the place of library classes, gives fields numbers, and makes the static initializer one that can be run again.
 */
final class Weaver {
  static final String WOVEN = "lockstep/interleave/weave/Woven";
  static final String PLACES = "[Llockstep/interleave/memory/Location;";
  static final String INITIALIZER = "lockstep$initialize";

  final WeavingLoader loader;
  final String name;
  final ClassFacts facts;
  ClassNode node;
  private final List<MethodNode> bridges = new ArrayList<>();

  Weaver(WeavingLoader loader, String name) {
    this.loader = loader;
    this.name = name;
    this.facts = loader.facts(name);
  }

  byte[] weave(byte[] bytes) {
    node = new ClassNode();
    new ClassReader(bytes).accept(new ClassRemapper(node, new SimpleRemapper(ASM9, Models.ALL)), ClassReader.EXPAND_FRAMES);
    if (fresh()) loosenStatics();
    for (MethodNode method : List.copyOf(node.methods)) {
      if (method.instructions.size() > 0) new MethodWeaver(this, method).weave();
    }
    if (fresh()) startAgain();
    refuseOverriding();
    node.methods.addAll(bridges);
    if (!facts.isInterface) addFieldAccess();
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    node.accept(writer);
    return writer.toByteArray();
  }

  /** Does the class begin anew in every execution? */
  boolean fresh() {
    return loader.fresh(facts);
  }

  /** A subclass of a modelled class may override only what the model has: nobody would call the rest. */
  private void refuseOverriding() {
    if (!Models.ALL.containsValue(node.superName)) return;
    for (MethodNode method : node.methods) {
      if (method.name.startsWith("<") || (method.access & (ACC_STATIC | ACC_PRIVATE | ACC_SYNTHETIC)) != 0 || !Models.lacks(node.superName, method.name, method.desc)) continue;
      String what = Models.original(node.superName).replace('/', '.') + "." + method.name + ", overridden by " + name.replace('/', '.') + ": it is not modelled";
      for (MethodNode made : node.methods) {
        if (!made.name.equals("<init>")) continue;
        MethodNode refusal = new MethodNode();
        refusal.visitLdcInsn(what);
        refusal.visitMethodInsn(INVOKESTATIC, "lockstep/interleave/weave/Hooks", "refuse", "(Ljava/lang/String;)V", false);
        made.instructions.insert(refusal.instructions);
      }
      return;
    }
  }

  /** Adds a private static method that stands between the program and a call. */
  MethodNode bridge(String descriptor) {
    int access = (facts.isInterface ? ACC_PUBLIC : ACC_PRIVATE) | ACC_STATIC | ACC_SYNTHETIC;
    MethodNode bridge = new MethodNode(access, "lockstep$call$" + bridges.size(), descriptor, null, null);
    bridges.add(bridge);
    return bridge;
  }

  boolean isInterface() {
    return facts.isInterface;
  }

  /** Static fields get their values anew in every execution: none is final. */
  private void loosenStatics() {
    for (FieldNode field : node.fields) {
      if ((field.access & ACC_STATIC) != 0 && field.value == null) field.access &= ~ACC_FINAL;
    }
  }

  /** The static initializer becomes a method that first clears all static fields and can be run once in each execution. */
  private void startAgain() {
    MethodNode initializer = null;
    for (MethodNode method : node.methods) if (method.name.equals("<clinit>")) initializer = method;
    if (initializer == null) {
      initializer = new MethodNode(ACC_STATIC, "<clinit>", "()V", null, null);
      initializer.instructions.add(new InsnNode(RETURN));
      node.methods.add(initializer);
    }
    initializer.name = INITIALIZER;
    initializer.access = ACC_STATIC | ACC_SYNTHETIC | ACC_PUBLIC;
    MethodNode clear = new MethodNode();
    for (FieldNode field : node.fields) {
      if ((field.access & ACC_STATIC) == 0 || field.value != null && (field.access & ACC_FINAL) != 0) continue;
      if (field.value != null) clear.visitLdcInsn(field.value);
      else zero(clear, Type.getType(field.desc));
      clear.visitFieldInsn(PUTSTATIC, name, field.name, field.desc);
    }
    initializer.instructions.insert(clear.instructions);
  }

  private static void zero(MethodVisitor m, Type type) {
    m.visitInsn(switch (type.getSort()) {
      case Type.LONG -> LCONST_0;
      case Type.FLOAT -> FCONST_0;
      case Type.DOUBLE -> DCONST_0;
      case Type.OBJECT, Type.ARRAY -> ACONST_NULL;
      default -> ICONST_0;
    });
  }

  /** Implements {@link Woven}: fields by number, and a field of our own for their locations. */
  private void addFieldAccess() {
    boolean root = loader.facts(facts.superName) == null;
    node.interfaces.add(WOVEN);
    if (root) {
      node.fields.add(new FieldNode(ACC_PRIVATE | ACC_TRANSIENT | ACC_SYNTHETIC, "lockstep$places", PLACES, null, null));
      MethodVisitor get = node.visitMethod(ACC_PUBLIC | ACC_SYNTHETIC, "lockstep$places", "()" + PLACES, null, null);
      get.visitVarInsn(ALOAD, 0);
      get.visitFieldInsn(GETFIELD, name, "lockstep$places", PLACES);
      get.visitInsn(ARETURN);
      MethodVisitor set = node.visitMethod(ACC_PUBLIC | ACC_SYNTHETIC, "lockstep$places", "(" + PLACES + ")V", null, null);
      set.visitVarInsn(ALOAD, 0);
      set.visitVarInsn(ALOAD, 1);
      set.visitFieldInsn(PUTFIELD, name, "lockstep$places", PLACES);
      set.visitInsn(RETURN);
    }
    if (root || !facts.instance.isEmpty()) {
      switchOverFields(root, true);
      switchOverFields(root, false);
    }
  }

  private void switchOverFields(boolean root, boolean load) {
    String method = load ? "lockstep$load" : "lockstep$store";
    String descriptor = load ? "(I)Ljava/lang/Object;" : "(ILjava/lang/Object;)V";
    MethodVisitor m = node.visitMethod(ACC_PUBLIC | ACC_SYNTHETIC, method, descriptor, null, null);
    Object[] locals = load ? new Object[] {name, INTEGER} : new Object[] {name, INTEGER, "java/lang/Object"};
    int count = facts.instance.size();
    Label other = new Label();
    if (count > 0) {
      Label[] cases = new Label[count];
      for (int i = 0; i < count; i++) cases[i] = new Label();
      m.visitVarInsn(ILOAD, 1);
      m.visitTableSwitchInsn(facts.inherited, facts.inherited + count - 1, other, cases);
      for (int i = 0; i < count; i++) {
        FieldRef field = facts.instance.get(i);
        FieldNode fieldNode = fieldNode(field.name());
        m.visitLabel(cases[i]);
        m.visitFrame(F_NEW, locals.length, locals, 0, new Object[0]);
        if (load) {
          m.visitVarInsn(ALOAD, 0);
          m.visitFieldInsn(GETFIELD, name, field.name(), fieldNode.desc);
          Boxes.box(m, Type.getType(fieldNode.desc));
          m.visitInsn(ARETURN);
        } else {
          if (!field.isFinal()) {
            m.visitVarInsn(ALOAD, 0);
            m.visitVarInsn(ALOAD, 2);
            Boxes.unbox(m, Type.getType(fieldNode.desc));
            m.visitFieldInsn(PUTFIELD, name, field.name(), fieldNode.desc);
          }
          m.visitInsn(RETURN);
        }
      }
      m.visitLabel(other);
      m.visitFrame(F_NEW, locals.length, locals, 0, new Object[0]);
    }
    if (root) {
      if (load) m.visitInsn(ACONST_NULL);
    } else {
      m.visitVarInsn(ALOAD, 0);
      m.visitVarInsn(ILOAD, 1);
      if (!load) m.visitVarInsn(ALOAD, 2);
      m.visitMethodInsn(INVOKESPECIAL, facts.superName, method, descriptor, false);
    }
    m.visitInsn(load ? ARETURN : RETURN);
  }

  private FieldNode fieldNode(String field) {
    for (FieldNode f : node.fields) if (f.name.equals(field) && (f.access & ACC_STATIC) == 0) return f;
    throw new IllegalStateException(field);
  }
}

package lockstep.interleave.weave;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Methods of our own that stand between the program and a call: where something must be done before and after it, and where a
 * method reference names what is modelled.
 */
final class Bridges {
  private static final String HOOKS = "lockstep/interleave/weave/Hooks";
  private static final String MODEL = "lockstep/interleave/model/";

  private final Weaver weaver;
  private final MethodWeaver weaving;

  Bridges(Weaver weaver, MethodWeaver weaving) {
    this.weaver = weaver;
    this.weaving = weaving;
  }

  /** Prints only in the run that is recorded: otherwise thousands of times. */
  MethodInsnNode muted(MethodInsnNode call) {
    String receiver = "L" + call.owner + ";";
    MethodNode bridge = weaver.bridge("(" + receiver + call.desc.substring(1));
    Type[] types = Type.getArgumentTypes(bridge.desc);
    bridge.visitCode();
    bridge.visitVarInsn(ALOAD, 0);
    bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "printer", "(Ljava/io/PrintStream;)Ljava/io/PrintStream;", false);
    for (int i = 1, slot = 1; i < types.length; i++) {
      bridge.visitVarInsn(types[i].getOpcode(ILOAD), slot);
      slot += types[i].getSize();
    }
    bridge.visitMethodInsn(INVOKEVIRTUAL, call.owner, call.name, call.desc, false);
    bridge.visitInsn(Type.getReturnType(call.desc).getOpcode(IRETURN));
    return new MethodInsnNode(INVOKESTATIC, weaver.name, bridge.name, bridge.desc, weaver.isInterface());
  }

  /** A method of our own with the receiver as its first parameter, for calls that need something before and after, and for method references. */
  MethodNode to(Handle target, Calls.Decision decision, String text) {
    boolean isStatic = target.getTag() == H_INVOKESTATIC;
    boolean handle = decision.treatment() == Calls.Treatment.HANDLE;
    String descriptor = isStatic ? target.getDesc() : "(L" + target.getOwner() + ";" + target.getDesc().substring(1);
    if (target.getTag() == H_NEWINVOKESPECIAL) descriptor = target.getDesc().replace(")V", ")L" + target.getOwner() + ";");
    if (target.getOwner().startsWith("[")) descriptor = "(" + target.getOwner() + target.getDesc().substring(1);
    int site = weaving.site(handle ? Site.Kind.HANDLE : Site.Kind.CALL, text, target.getName(), null);
    MethodNode bridge = weaver.bridge(descriptor);
    Type[] types = Type.getArgumentTypes(descriptor);
    Type result = Type.getReturnType(descriptor);
    bridge.visitCode();
    bridge.visitLdcInsn(site);
    bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "at", "(I)V", false);
    if (handle) {
      bridge.visitVarInsn(ALOAD, 0);
      bridge.visitLdcInsn(target.getName());
      array(bridge, types, 1);
      bridge.visitMethodInsn(INVOKEVIRTUAL, MODEL + "VarHandle", "perform", "(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/Object;", false);
      Boxes.unbox(bridge, result);
      bridge.visitInsn(result.getOpcode(IRETURN));
      return bridge;
    }
    boolean box = decision.treatment() == Calls.Treatment.COLLECTION || decision.treatment() == Calls.Treatment.CONCURRENT;
    if (box) {
      array(bridge, types, 0);
      bridge.visitLdcInsn(target.getName());
      bridge.visitInsn(isStatic ? ICONST_1 : ICONST_0);
      bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "enterBox", "([Ljava/lang/Object;Ljava/lang/String;Z)V", false);
    }
    LabelNode start = new LabelNode();
    bridge.instructions.add(start);
    if (target.getTag() == H_NEWINVOKESPECIAL) {
      bridge.visitTypeInsn(NEW, target.getOwner());
      bridge.visitInsn(DUP);
    }
    for (int i = 0, slot = 0; i < types.length; slot += types[i++].getSize()) bridge.visitVarInsn(types[i].getOpcode(ILOAD), slot);
    emit(bridge, target, decision);
    if (box) {
      if (result == Type.VOID_TYPE) bridge.visitInsn(ACONST_NULL);
      else {
        bridge.visitInsn(result.getSize() == 2 ? DUP2 : DUP);
        Boxes.box(bridge, result);
      }
      bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "leaveBox", "(Ljava/lang/Object;)V", false);
    }
    LabelNode end = new LabelNode();
    bridge.instructions.add(end);
    bridge.visitInsn(result.getOpcode(IRETURN));
    if (box) {
      handler(bridge, start, end, "breakBox");
    }
    return bridge;
  }

  private void emit(MethodNode bridge, Handle target, Calls.Decision decision) {
    boolean isStatic = target.getTag() == H_INVOKESTATIC;
    if (decision.treatment() == Calls.Treatment.REDIRECT) {
      String owner = decision.owner().endsWith("/Threads") ? "java/lang/Thread" : target.getOwner();
      bridge.visitMethodInsn(INVOKESTATIC, decision.owner(), decision.name(), decision.owner().endsWith("/Queues")
          ? "(Ljava/util/concurrent/BlockingQueue;" + target.getDesc().substring(1) : redirected(owner, target.getName(), target.getDesc(), isStatic), false);
      return;
    }
    if (decision.treatment() == Calls.Treatment.REFUSE) {
      bridge.visitLdcInsn(decision.name() + weaving.where());
      bridge.visitMethodInsn(INVOKESTATIC, HOOKS, "refuse", "(Ljava/lang/String;)V", false);
    }
    int opcode = switch (target.getTag()) {
      case H_INVOKESTATIC -> INVOKESTATIC;
      case H_INVOKEINTERFACE -> INVOKEINTERFACE;
      case H_NEWINVOKESPECIAL -> INVOKESPECIAL;
      default -> INVOKEVIRTUAL;
    };
    bridge.visitMethodInsn(opcode, target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
  }

  private static void array(MethodNode bridge, Type[] types, int from) {
    bridge.visitLdcInsn(types.length - from);
    bridge.visitTypeInsn(ANEWARRAY, "java/lang/Object");
    for (int i = 0, slot = 0; i < types.length; slot += types[i++].getSize()) {
      if (i < from) continue;
      bridge.visitInsn(DUP);
      bridge.visitLdcInsn(i - from);
      bridge.visitVarInsn(types[i].getOpcode(ILOAD), slot);
      Boxes.box(bridge, types[i]);
      bridge.visitInsn(AASTORE);
    }
  }

  static String redirected(String owner, String name, String descriptor, boolean isStatic) {
    if (isStatic) return descriptor;
    String receiver = name.startsWith("notify") || name.equals("wait") ? "java/lang/Object" : owner;
    return "(L" + receiver + ";" + descriptor.substring(1);
  }

  static void handler(MethodNode m, LabelNode start, LabelNode end, String hook) {
    LabelNode caught = new LabelNode();
    if (m.tryCatchBlocks == null) m.tryCatchBlocks = new ArrayList<>();
    m.tryCatchBlocks.add(new TryCatchBlockNode(start, end, caught, null));
    m.instructions.add(caught);
    m.instructions.add(new FrameNode(F_NEW, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"}));
    m.instructions.add(new MethodInsnNode(INVOKESTATIC, HOOKS, hook, "()V", false));
    m.instructions.add(new InsnNode(ATHROW));
  }
}

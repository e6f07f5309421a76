package lockstep.interleave.weave;

import static org.objectweb.asm.Opcodes.*;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/** Rewrites one method: puts a hook before each access, monitor operation, call and jump backward that the model must know of. */
final class MethodWeaver {
  private static final String HOOKS = "lockstep/interleave/weave/Hooks";
  private static final Set<String> BOOTSTRAPS = Set.of("java/lang/invoke/LambdaMetafactory", "java/lang/invoke/StringConcatFactory", "java/lang/runtime/ObjectMethods",
      "java/lang/runtime/SwitchBootstraps");

  private final Weaver weaver;
  private final MethodNode method;
  private final InsnList code;
  private final Bridges bridges;
  private Frame<SourceText.Text>[] frames;
  private int line;
  /** Before the call of the superclass's constructor `this` may not be passed to anybody. */
  private boolean unborn;

  MethodWeaver(Weaver weaver, MethodNode method) {
    this.weaver = weaver;
    this.method = method;
    this.code = method.instructions;
    this.bridges = new Bridges(weaver, this);
  }

  void weave() {
    SourceText source = new SourceText(method);
    try {
      frames = new Analyzer<>(source).analyze(weaver.name, method);
    } catch (AnalyzerException | RuntimeException e) {
      frames = null; // the report will know less
    }
    AbstractInsnNode[] all = code.toArray();
    Set<LabelNode> passed = new HashSet<>();
    if (method.name.startsWith("lambda$static$")) { // made by the static initializer, and perhaps run by another thread before that ends
      for (AbstractInsnNode insn : all) {
        if (!(insn instanceof LineNumberNode number)) continue;
        line = number.line;
        break;
      }
      begin(weaver.name, all[0]);
    }
    unborn = method.name.equals("<init>");
    boolean constructs = unborn && !weaver.facts.isLast();
    for (int i = 0; i < all.length; i++) {
      AbstractInsnNode insn = all[i];
      if (constructs && !unborn && passesOn(insn, i)) leak(insn);
      if (insn instanceof LineNumberNode number) line = number.line;
      else if (insn instanceof LabelNode label) passed.add(label);
      else if (insn instanceof FieldInsnNode field) field(field, i);
      else if (insn instanceof MethodInsnNode call) call(call, i);
      else if (insn instanceof InvokeDynamicInsnNode dynamic) dynamic(dynamic);
      else if (insn instanceof TypeInsnNode type && type.getOpcode() == NEW) use(type.desc, insn);
      else if (insn instanceof JumpInsnNode jump && passed.contains(jump.label) || switchesBack(insn, passed)) code.insertBefore(insn, hook("round", "()V"));
      else plainInstruction(insn, i);
    }
    if (method.name.equals("<init>") && weaver.facts.instance.stream().anyMatch(f -> f.isFinal() && !f.primitive() && !ClassFacts.constant(f))) freeze();
    if ((method.access & ACC_SYNCHRONIZED) != 0) synchronize();
    if (method.name.equals("<clinit>") && !weaver.fresh()) surround(new InsnList(), "beginInitializer", "()V", "endInitializer");
  }

  private static boolean switchesBack(AbstractInsnNode insn, Set<LabelNode> passed) {
    if (insn instanceof TableSwitchInsnNode t) return passed.contains(t.dflt) || t.labels.stream().anyMatch(passed::contains);
    if (insn instanceof LookupSwitchInsnNode l) return passed.contains(l.dflt) || l.labels.stream().anyMatch(passed::contains);
    return false;
  }

  // ---- sites ----

  int site(Site.Kind kind, String text, String operation, FieldRef field) {
    return Site.add(new Site(weaver.name.replace('/', '.'), method.name, weaver.node.sourceFile, line, kind, text, operation, field, weaver.loader));
  }

  /** Class and line, for refusals. */
  String where() {
    return " (" + weaver.name.replace('/', '.') + ":" + line + ")";
  }

  /** The source expression of a value on the stack, counted from the top. */
  private String text(int at, int depth) {
    if (frames == null || frames[at] == null) return "";
    int index = frames[at].getStackSize() - 1 - depth;
    return index < 0 ? "" : frames[at].getStack(index).text();
  }

  private static MethodInsnNode hook(String name, String descriptor) {
    return new MethodInsnNode(INVOKESTATIC, HOOKS, name, descriptor, false);
  }

  private static void push(InsnList list, int number) {
    list.add(new LdcInsnNode(number));
  }

  private static void insns(InsnList list, int... opcodes) {
    for (int opcode : opcodes) list.add(new InsnNode(opcode));
  }

  /** For the record only: hands a copy of the value on the stack to the hook of its type. */
  private static void value(InsnList list, Type type) {
    insns(list, type.getSize() == 2 ? DUP2 : DUP);
    String t = type.getSort() >= Type.ARRAY ? "Ljava/lang/Object;" : type.getDescriptor();
    if (t.equals("B") || t.equals("S")) t = "I";
    list.add(hook("value", "(" + t + ")V"));
  }

  /** A static use of another class: its static initializer must have run in this execution. */
  private void use(String type, AbstractInsnNode before) {
    if (!type.equals(weaver.name)) begin(type, before);
  }

  private void begin(String type, AbstractInsnNode before) {
    ClassFacts facts = weaver.loader.facts(type);
    while (facts != null && !weaver.loader.fresh(facts)) facts = weaver.loader.facts(facts.superName);
    if (facts == null) return;
    InsnList list = new InsnList();
    push(list, Statics.number(weaver.loader, facts.name));
    push(list, site(Site.Kind.FIELD, "class " + SourceText.simple(facts.name), "", null));
    list.add(hook("use", "(II)V"));
    code.insertBefore(before, list);
  }

  // ---- fields and elements ----

  private void field(FieldInsnNode insn, int at) {
    FieldRef field = weaver.loader.field(insn.owner, insn.name);
    if (field == null) return;
    boolean put = insn.getOpcode() == PUTFIELD || insn.getOpcode() == PUTSTATIC;
    if (field.isStatic()) use(field.owner(), insn);
    if (field.isStatic() && weaver.loader.facts(field.owner()).isInterface && !ClassFacts.constant(field)) {
      InsnList list = new InsnList();
      list.add(new LdcInsnNode("static state in an interface, " + SourceText.simple(field.owner()) + "." + field.name() + ": put it into a class"));
      list.add(hook("refuse", "(Ljava/lang/String;)V"));
      code.insertBefore(insn, list);
      return;
    }
    if (field.isStatic() && field.owner().matches("REPL/\\$JShell\\$\\w+")) {
      InsnList list = new InsnList();
      list.add(new LdcInsnNode("the notebook's variable " + field.name() + ": what threads share must be made inside the scenario"));
      list.add(hook("refuse", "(Ljava/lang/String;)V"));
      code.insertBefore(insn, list);
      return;
    }
    if (field.isFinal()) { // whoever reads it sees what the constructor wrote, but for those who got the object from the constructor itself
      if (!unborn && !field.isStatic()) finalField(insn, field, at);
      return;
    }
    if (put && unborn && insn.owner.equals(weaver.name) && insn.getOpcode() == PUTFIELD) return;
    Type type = Type.getType(insn.desc);
    String text = field.isStatic() ? field.name() : SourceText.field(text(at, put ? 1 : 0), field.name());
    int site = site(Site.Kind.FIELD, text, "", field);
    if (field.isVolatile()) volatileField(insn, type, site, put);
    else if (put) plainPut(insn, type, site);
    else plainGet(insn, type, site);
  }

  private void finalField(FieldInsnNode insn, FieldRef field, int at) {
    boolean put = insn.getOpcode() == PUTFIELD;
    int site = site(Site.Kind.FIELD, SourceText.field(text(at, put ? 1 : 0), field.name()), "", field);
    InsnList before = new InsnList();
    if (put) before.add(new VarInsnNode(ALOAD, 0));
    else insns(before, DUP);
    push(before, site);
    boolean changes = !put && !field.primitive() && !ClassFacts.constant(field);
    before.add(hook(put ? "writeFinal" : changes ? "readFinalReference" : "readFinal", "(Ljava/lang/Object;I)V"));
    code.insertBefore(insn, before);
    if (!changes) return;
    InsnList after = new InsnList();
    insns(after, DUP);
    after.add(hook("finalValue", "(Ljava/lang/Object;)V"));
    code.insert(insn, after);
  }

  /** Does a constructor hand `this` to somebody else here? */
  private boolean passesOn(AbstractInsnNode insn, int at) {
    int values = 0;
    if (insn instanceof MethodInsnNode call) values = arguments(call.desc) + (call.getOpcode() == INVOKESTATIC ? 0 : 1);
    else if (insn instanceof InvokeDynamicInsnNode dynamic) values = arguments(dynamic.desc);
    else if (insn.getOpcode() == PUTFIELD || insn.getOpcode() == PUTSTATIC || insn.getOpcode() == AASTORE) values = 1;
    for (int i = 0; i < values; i++) if (text(at, i).equals("this")) return true;
    return false;
  }

  /** From here on others may have the object. */
  private void leak(AbstractInsnNode insn) {
    InsnList list = new InsnList();
    list.add(new VarInsnNode(ALOAD, 0));
    list.add(hook("leak", "(Ljava/lang/Object;)V"));
    code.insertBefore(insn, list);
  }

  /** The end of a constructor freezes the final fields. */
  private void freeze() {
    for (AbstractInsnNode insn : code.toArray()) {
      if (insn.getOpcode() != RETURN) continue;
      InsnList list = new InsnList();
      list.add(new VarInsnNode(ALOAD, 0));
      list.add(hook("freeze", "(Ljava/lang/Object;)V"));
      code.insertBefore(insn, list);
    }
  }

  private void plainGet(FieldInsnNode insn, Type type, int site) {
    InsnList before = new InsnList();
    if (insn.getOpcode() == GETFIELD) {
      insns(before, DUP);
      push(before, site);
      before.add(hook("read", "(Ljava/lang/Object;I)V"));
    } else {
      push(before, site);
      before.add(hook("readStatic", "(I)V"));
    }
    code.insertBefore(insn, before);
    InsnList after = new InsnList();
    value(after, type);
    code.insert(insn, after);
  }

  private void plainPut(FieldInsnNode insn, Type type, int site) {
    InsnList before = new InsnList();
    if (insn.getOpcode() == PUTFIELD) {
      if (type.getSize() == 2) insns(before, DUP2_X1, POP2, DUP_X2);
      else insns(before, SWAP, DUP_X1);
      push(before, site);
      before.add(hook("write", "(Ljava/lang/Object;I)V"));
    } else {
      push(before, site);
      before.add(hook("writeStatic", "(I)V"));
    }
    value(before, type);
    code.insertBefore(insn, before);
  }

  private void volatileField(FieldInsnNode insn, Type type, int site, boolean put) {
    MethodNode list = new MethodNode();
    if (put) Boxes.box(list, type);
    list.visitLdcInsn(site);
    boolean isStatic = insn.getOpcode() == PUTSTATIC || insn.getOpcode() == GETSTATIC;
    String name = (put ? "setVolatile" : "getVolatile") + (isStatic ? "Static" : "");
    String object = "Ljava/lang/Object;";
    list.visitMethodInsn(INVOKESTATIC, HOOKS, name, "(" + (isStatic ? "" : object) + (put ? object : "") + "I)" + (put ? "V" : object), false);
    if (!put) Boxes.unbox(list, type);
    code.insertBefore(insn, list.instructions);
    code.remove(insn);
  }

  private void plainInstruction(AbstractInsnNode insn, int at) {
    int op = insn.getOpcode();
    if (op >= IALOAD && op <= SALOAD) {
      InsnList before = new InsnList();
      insns(before, DUP2);
      push(before, site(Site.Kind.ELEMENT, text(at, 1), "", null));
      before.add(hook("readElement", "(Ljava/lang/Object;II)V"));
      code.insertBefore(insn, before);
      InsnList after = new InsnList();
      value(after, element(op - IALOAD));
      code.insert(insn, after);
    } else if (op >= IASTORE && op <= SASTORE) {
      InsnList before = new InsnList();
      Type type = element(op - IASTORE);
      if (type.getSize() == 2) insns(before, DUP2_X2, POP2, DUP2_X2);
      else insns(before, DUP_X2, POP, DUP2_X1);
      push(before, site(Site.Kind.ELEMENT, text(at, 2), "", null));
      before.add(hook("writeElement", "(Ljava/lang/Object;II)V"));
      value(before, type);
      code.insertBefore(insn, before);
    } else if (op == MONITORENTER || op == MONITOREXIT) {
      InsnList list = new InsnList();
      push(list, site(Site.Kind.MONITOR, text(at, 0), "synchronized", null));
      list.add(hook(op == MONITORENTER ? "enter" : "exit", "(Ljava/lang/Object;I)V"));
      code.insertBefore(insn, list);
      code.remove(insn);
    }
  }

  private static Type element(int kind) {
    return switch (kind) {
      case 1 -> Type.LONG_TYPE;
      case 2 -> Type.FLOAT_TYPE;
      case 3 -> Type.DOUBLE_TYPE;
      case 4 -> Type.getObjectType("java/lang/Object");
      case 6 -> Type.CHAR_TYPE;
      default -> Type.INT_TYPE;
    };
  }

  // ---- calls ----

  private void call(MethodInsnNode call, int at) {
    boolean isStatic = call.getOpcode() == INVOKESTATIC;
    boolean isNew = call.name.equals("<init>");
    if (unborn && isNew && text(at, Type.getArgumentTypes(call.desc).length).equals("this")) unborn = false;
    if (unborn && isNew && (call.owner.equals(weaver.name) || call.owner.equals(weaver.facts.superName)) && frames == null) unborn = false;
    if (isStatic) use(call.owner, call);
    String owner = call.owner.startsWith("[") ? call.owner : weaver.loader.declaring(call.owner, call.name + call.desc);
    boolean woven = weaver.loader.facts(owner) != null;
    owner = Calls.MODELS.getOrDefault(owner, owner); // a subclass of a class that has a model
    if (owner == null || woven && !isMonitorCall(call)) return;
    if (isNew && owner.startsWith("java/util/") && call.desc.matches("\\(L[^;]+;\\)V")) { // a copy reads what it copies
      mark(call, site(Site.Kind.CALL, text(at, 0), "copied", null));
      InsnList list = new InsnList();
      insns(list, DUP);
      list.add(hook("copied", "(Ljava/lang/Object;)V"));
      code.insertBefore(call, list);
    }
    Calls.Decision decision = Calls.decide(owner, call.name, call.desc, isStatic);
    String on = isStatic ? SourceText.simple(call.owner) : text(at, arguments(call.desc));
    switch (decision.treatment()) {
      case PASS -> { }
      case MARK -> {
        if (isNew && !owner.equals(call.owner)) return; // a subclass's constructor calls its model's
        mark(call, site(Site.Kind.CALL, on, call.name, null));
        if ("print".equals(decision.owner())) code.set(call, bridges.muted(call));
      }
      case REDIRECT -> {
        if (decision.owner().equals("random")) {
          if (call.desc.equals("()V")) {
            code.insertBefore(call, new LdcInsnNode(42L));
            call.desc = "(J)V";
          }
          return;
        }
        mark(call, site(Site.Kind.CALL, on, call.name, null));
        redirect(call, decision, isStatic);
      }
      case REFUSE -> {
        InsnList list = new InsnList();
        list.add(new LdcInsnNode(decision.name() + where()));
        list.add(hook("refuse", "(Ljava/lang/String;)V"));
        code.insertBefore(call, list);
      }
      case HANDLE, COLLECTION, CONCURRENT -> {
        if (call.getOpcode() == INVOKESPECIAL) {
          if (isNew) return;
          InsnList list = new InsnList();
          list.add(new LdcInsnNode("super." + call.name + " of " + owner.replace('/', '.') + ": a subclass of it is not modelled"));
          list.add(hook("refuse", "(Ljava/lang/String;)V"));
          code.insertBefore(call, list);
          return;
        }
        String text = decision.treatment() == Calls.Treatment.HANDLE ? text(at, arguments(call.desc) - 1) : on;
        MethodNode bridge = bridges.to(new Handle(isStatic ? H_INVOKESTATIC : call.getOpcode() == INVOKEINTERFACE ? H_INVOKEINTERFACE : H_INVOKEVIRTUAL, call.owner,
            call.name, call.desc, call.itf), decision, text);
        code.set(call, new MethodInsnNode(INVOKESTATIC, weaver.name, bridge.name, bridge.desc, weaver.isInterface()));
      }
      default -> throw new IllegalStateException();
    }
  }

  /** How many values the arguments take on the analyzer's stack: one each. */
  private static int arguments(String descriptor) {
    return Type.getArgumentTypes(descriptor).length;
  }

  private static boolean isMonitorCall(MethodInsnNode call) {
    return call.name.equals("wait") && call.desc.startsWith("(") && call.desc.endsWith(")V") || call.name.startsWith("notify") && call.desc.equals("()V");
  }

  private void mark(AbstractInsnNode before, int site) {
    InsnList list = new InsnList();
    push(list, site);
    list.add(hook("at", "(I)V"));
    code.insertBefore(before, list);
  }

  private void redirect(MethodInsnNode call, Calls.Decision decision, boolean isStatic) {
    String declared = weaver.loader.declaring(call.owner, call.name + call.desc);
    if (decision.owner().endsWith("/Threads")) declared = "java/lang/Thread";
    if (decision.owner().endsWith("/Queues")) declared = declared.endsWith("Deque") ? "java/util/concurrent/BlockingDeque" : "java/util/concurrent/BlockingQueue";
    String descriptor = decision.owner().endsWith("/Queues") ? "(Ljava/util/concurrent/BlockingQueue;" + call.desc.substring(1) : Bridges.redirected(declared, call.name, call.desc, isStatic);
    MethodInsnNode now = new MethodInsnNode(INVOKESTATIC, decision.owner(), decision.name(), descriptor, false);
    code.set(call, now);
  }

  /** A method reference to something modelled must go through a bridge. */
  private void dynamic(InvokeDynamicInsnNode dynamic) {
    if (!BOOTSTRAPS.contains(dynamic.bsm.getOwner())) {
      InsnList list = new InsnList();
      list.add(new LdcInsnNode("an invokedynamic by " + dynamic.bsm.getOwner().replace('/', '.') + ": it is not modelled"));
      list.add(hook("refuse", "(Ljava/lang/String;)V"));
      code.insertBefore(dynamic, list);
      return;
    }
    if (!dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) return;
    for (int i = 0; i < dynamic.bsmArgs.length; i++) {
      if (!(dynamic.bsmArgs[i] instanceof Handle handle)) continue;
      if (handle.getTag() == H_INVOKESTATIC || handle.getTag() == H_NEWINVOKESPECIAL) use(handle.getOwner(), dynamic);
      String owner = handle.getOwner().startsWith("[") ? handle.getOwner() : weaver.loader.declaring(handle.getOwner(), handle.getName() + handle.getDesc());
      if (owner == null || weaver.loader.facts(owner) != null) continue;
      owner = Calls.MODELS.getOrDefault(owner, owner);
      Calls.Decision decision = Calls.decide(owner, handle.getName(), handle.getDesc(), handle.getTag() == H_INVOKESTATIC);
      if (decision.treatment() == Calls.Treatment.PASS || handle.getTag() == H_INVOKESPECIAL || "random".equals(decision.owner())) continue;
      MethodNode bridge = bridges.to(receiver(handle, dynamic), decision, "");
      dynamic.bsmArgs[i] = new Handle(H_INVOKESTATIC, weaver.name, bridge.name, bridge.desc, weaver.isInterface());
    }
  }

  /** The receiver that is captured may be of a subclass, and a bridge, being static, must say so. */
  private static Handle receiver(Handle handle, InvokeDynamicInsnNode dynamic) {
    Type[] captured = Type.getArgumentTypes(dynamic.desc);
    if (handle.getTag() != H_INVOKEVIRTUAL || captured.length == 0 || captured[0].getSort() != Type.OBJECT) return handle;
    return new Handle(handle.getTag(), captured[0].getInternalName(), handle.getName(), handle.getDesc(), false);
  }

  // ---- synchronized methods, static initializers ----

  private void synchronize() {
    method.access &= ~ACC_SYNCHRONIZED;
    InsnList before = new InsnList();
    boolean isStatic = (method.access & ACC_STATIC) != 0;
    if (isStatic) before.add(new LdcInsnNode(Type.getObjectType(weaver.name)));
    else before.add(new VarInsnNode(ALOAD, 0));
    push(before, site(Site.Kind.MONITOR, isStatic ? SourceText.simple(weaver.name) + ".class" : "this", "synchronized", null));
    surround(before, "enterMethod", "(Ljava/lang/Object;I)V", "exitMethod");
  }

  /** Calls a hook when the method begins, and another however it ends. */
  private void surround(InsnList arguments, String enter, String descriptor, String leave) {
    arguments.add(hook(enter, descriptor));
    LabelNode start = new LabelNode();
    arguments.add(start);
    for (AbstractInsnNode insn : code.toArray()) {
      if (insn.getOpcode() >= IRETURN && insn.getOpcode() <= RETURN) code.insertBefore(insn, hook(leave, "()V"));
    }
    code.insert(arguments);
    LabelNode end = new LabelNode();
    code.add(end);
    Bridges.handler(method, start, end, leave);
  }
}

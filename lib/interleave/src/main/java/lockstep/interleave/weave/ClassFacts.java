package lockstep.interleave.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.SimpleRemapper;

/** What the weaver must know of a class before it sees a use of it. */
final class ClassFacts {
  private static final Set<String> NEVER_CHANGE = Set.of("Ljava/lang/String;", "Ljava/lang/Class;", "Ljava/lang/Integer;", "Ljava/lang/Long;",
      "Ljava/lang/Boolean;", "Ljava/lang/Double;", "Ljava/lang/Float;", "Ljava/lang/Character;", "Ljava/lang/Short;", "Ljava/lang/Byte;",
      "Ljava/lang/invoke/VarHandle;", "Ljava/lang/invoke/MethodHandle;", "Ljava/time/Duration;", "Ljava/util/concurrent/TimeUnit;",
      "Ljava/util/concurrent/atomic/AtomicIntegerFieldUpdater;", "Ljava/util/concurrent/atomic/AtomicLongFieldUpdater;",
      "Ljava/util/concurrent/atomic/AtomicReferenceFieldUpdater;");

  private static final SimpleRemapper MODELS = new SimpleRemapper(Opcodes.ASM9, Models.ALL);

  final String name;
  String superName;
  boolean isInterface;
  boolean isEnum;
  final List<FieldRef> instance = new ArrayList<>();
  final List<FieldRef> statics = new ArrayList<>();
  final Map<String, FieldRef> fields = new HashMap<>();
  final Set<String> methods = new HashSet<>();
  /** How many instance fields the woven superclasses have. */
  int inherited;
  /** Is there static state that an execution could leave behind for the next? */
  boolean staticState;
  /** The classes of which the static initializer makes a static use, as far as its own code shows. */
  private final Set<String> initializerUses = new HashSet<>();
  private boolean noFinals = true;
  private boolean finalClass;
  private Boolean fresh;

  /** Can what the field holds never change? */
  static boolean constant(FieldRef field) {
    return field.isFinal() && (field.primitive() || NEVER_CHANGE.contains(field.descriptor()));
  }

  private ClassFacts(String name) {
    this.name = name;
  }

  /** Can no object of this class have a final field that its constructors do not know of? */
  boolean isLast() {
    return noFinals && finalClass;
  }

  /**
   * Must the class be initialized anew in every execution? Yes if it has static state, or if its initialization may come round to itself by way of others: then two
   * threads may begin it from two ends.
   */
  boolean fresh(Function<String, ClassFacts> others) {
    if (fresh == null) fresh = staticState || !isInterface && !isEnum && leadsTo(this, others, new HashSet<>());
    return fresh;
  }

  private boolean leadsTo(ClassFacts goal, Function<String, ClassFacts> others, Set<String> visited) {
    if (needs(superName, goal, others, visited)) return true;
    for (String used : initializerUses) if (needs(used, goal, others, visited)) return true;
    return false;
  }

  private boolean needs(String used, ClassFacts goal, Function<String, ClassFacts> others, Set<String> visited) {
    if (used.equals(name) || !visited.add(used)) return false;
    ClassFacts facts = others.apply(used);
    return facts != null && !facts.isInterface && !facts.isEnum && (facts == goal || facts.leadsTo(goal, others, visited));
  }

  static ClassFacts read(String name, byte[] bytes, Function<String, ClassFacts> others) {
    ClassFacts facts = new ClassFacts(name);
    List<FieldRef> found = new ArrayList<>();
    boolean[] mutable = new boolean[1];
    new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9) {
      @Override public void visit(int version, int access, String n, String signature, String superName, String[] interfaces) {
        facts.superName = superName;
        facts.isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        facts.isEnum = (access & Opcodes.ACC_ENUM) != 0;
        facts.finalClass = (access & Opcodes.ACC_FINAL) != 0;
      }

      @Override public FieldVisitor visitField(int access, String n, String descriptor, String signature, Object constant) {
        found.add(new FieldRef(name, n, descriptor, access, -1));
        boolean fixed = (access & Opcodes.ACC_FINAL) != 0
            && (descriptor.length() == 1 || NEVER_CHANGE.contains(descriptor) || descriptor.equals("L" + name + ";") && (access & Opcodes.ACC_ENUM) != 0)
            || n.startsWith("$SwitchMap$") || n.equals("$VALUES");
        if ((access & Opcodes.ACC_STATIC) != 0 && !fixed) mutable[0] = true;
        if ((access & Opcodes.ACC_STATIC) == 0 && facts.isEnum && !fixed) mutable[0] = true;
        return null;
      }

      @Override public MethodVisitor visitMethod(int access, String n, String descriptor, String signature, String[] exceptions) {
        facts.methods.add(n + MODELS.mapMethodDesc(descriptor)); // calls are looked up with the models in place
        return n.equals("<clinit>") ? facts.uses() : null;
      }
    }, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    ClassFacts parent = others.apply(facts.superName);
    facts.inherited = parent == null ? 0 : parent.inherited + parent.instance.size();
    for (FieldRef f : found) {
      List<FieldRef> list = f.isStatic() ? facts.statics : facts.instance;
      int index = f.isStatic() ? list.size() : facts.inherited + list.size();
      FieldRef numbered = new FieldRef(name, f.name(), f.descriptor(), f.access(), index);
      list.add(numbered);
      facts.fields.put(f.name(), numbered);
    }
    facts.staticState = mutable[0] && !facts.isInterface;
    facts.noFinals = facts.instance.stream().noneMatch(FieldRef::isFinal) && (parent == null || parent.noFinals);
    return facts;
  }

  /** Reads a static initializer. */
  private MethodVisitor uses() {
    return new MethodVisitor(Opcodes.ASM9) {
      @Override public void visitFieldInsn(int opcode, String owner, String n, String descriptor) {
        if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC) initializerUses.add(owner);
      }

      @Override public void visitMethodInsn(int opcode, String owner, String n, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKESTATIC) initializerUses.add(owner);
      }

      @Override public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW) initializerUses.add(type);
      }
    };
  }
}

package lockstep.harness.stage;

import static org.objectweb.asm.Opcodes.*;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import lockstep.harness.Step;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes {@code Hit.hit(step)} before each access that threads may share: fields that are not final, array elements,
 * VarHandles, the atomic classes, collections, monitors, locks, park, spin hints. A weak compare-and-set may fail for no
 * reason, see {@link Weak}. Constructors are left alone: nobody else sees the
 * object yet.
 */
final class TapWriter extends ClassVisitor {

    private static final String ATOMIC = "java/util/concurrent/atomic/";
    private static final String LOCKS = "java/util/concurrent/locks/";

    /** A thread that is disturbed before it adds itself to a queue misses more than one that is disturbed afterwards. */
    private static final Pattern COLLECTION = Pattern.compile("java/util/(concurrent/)?\\w*(Queue|Deque|List|Set|Map|Collection|Stack|Vector)");
    private static final Pattern LOOK = Pattern.compile("get|peek|element|first|last|contains|is|size|iterator|forEach|stream");

    private static final Handle WEAK = new Handle(H_INVOKESTATIC, "lockstep/harness/stage/Weak", "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/Class;)"
                    + "Ljava/lang/invoke/CallSite;", false);

    private final Set<String> finals;
    private final boolean answer;

    /** Rewrites a class, as {@link Stage#transform} says. */
    static byte[] write(String name, Map<String, byte[]> classes, boolean answer) {
        ClassReader reader = new ClassReader(classes.get(name));
        // The frames stay right: a tap is a call without a branch, and leaves locals and stack as they were.
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new TapWriter(writer, finals(classes), answer), 0);
        return writer.toByteArray();
    }

    /** The final fields of all classes, as {@code owner.name}: reading one is no shared access. */
    private static Set<String> finals(Map<String, byte[]> classes) {
        Set<String> finals = new HashSet<>();
        classes.forEach((owner, bytes) -> new ClassReader(bytes).accept(new ClassVisitor(ASM9) {
            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                if ((access & ACC_FINAL) != 0) {
                    finals.add(owner + "." + name);
                }
                return null;
            }
        }, ClassReader.SKIP_CODE));
        return finals;
    }

    private TapWriter(ClassVisitor next, Set<String> finals, boolean answer) {
        super(ASM9, next);
        this.finals = finals;
        this.answer = answer;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        return next == null || name.startsWith("<") ? next : new Taps(next, (access & ACC_SYNCHRONIZED) != 0);
    }

    /** The step that a call makes, or null if it touches nothing shared that we know of. */
    static Step stepOf(String type, String method) {
        if (type.equals("java/lang/invoke/VarHandle")
                || type.startsWith(ATOMIC) && !method.equals("newUpdater") && !method.equals("<init>")) {
            if (method.endsWith("Fence") || method.startsWith("to") || method.equals("length")) {
                return null;
            }
            if (method.startsWith("set") || method.equals("lazySet")) {
                return Step.WRITE;
            }
            boolean plainGet = method.startsWith("get") && !method.startsWith("getAnd")
                    || method.endsWith("Value") || method.equals("sum") || method.startsWith("is");
            return plainGet ? Step.READ : Step.SWAP;
        }
        if (COLLECTION.matcher(type).matches() && !method.equals("<init>")) {
            return LOOK.matcher(method).lookingAt() ? Step.READ : Step.WRITE;
        }
        switch (type + "." + method) {
            case "java/lang/Thread.onSpinWait":
            case "java/lang/Thread.yield":
                return Step.PAUSE;
            case "java/lang/Thread.sleep":
            case "java/lang/Object.wait":
                return Step.PARK;
            case "java/lang/Object.notify":
            case "java/lang/Object.notifyAll":
            case LOCKS + "LockSupport.unpark":
                return Step.UNPARK;
            default:
                if (type.equals(LOCKS + "LockSupport")) {
                    return method.startsWith("park") ? Step.PARK : null;
                }
                boolean lock = type.startsWith(LOCKS) && (method.contains("ock") || method.contains("await"));
                return lock && !method.startsWith("is") && !method.startsWith("new") ? Step.MONITOR : null;
        }
    }

    private final class Taps extends MethodVisitor {

        private final boolean isSynchronized;

        Taps(MethodVisitor next, boolean isSynchronized) {
            super(ASM9, next);
            this.isSynchronized = isSynchronized;
        }

        private void tap(Step step) {
            int code = step.ordinal() + (answer ? 0 : Tap.IN_CHECK);
            super.visitIntInsn(BIPUSH, code);
            super.visitMethodInsn(INVOKESTATIC, "lockstep/harness/stage/Hit", "hit", "(I)V", false);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (isSynchronized) {
                tap(Step.MONITOR);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
            if (!finals.contains(type + "." + name) && !name.startsWith("$") && !type.startsWith("java/")) {
                tap(opcode == GETFIELD || opcode == GETSTATIC ? Step.READ : Step.WRITE);
            }
            super.visitFieldInsn(opcode, type, name, descriptor);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= IALOAD && opcode <= SALOAD) {
                tap(Step.READ);
            } else if (opcode >= IASTORE && opcode <= SASTORE) {
                tap(Step.WRITE);
            } else if (opcode == MONITORENTER) {
                tap(Step.MONITOR);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean itf) {
            Step step = stepOf(type, name);
            if (step != null) {
                tap(step);
            }
            if (step == Step.SWAP && answer && name.startsWith("weakCompareAndSet") && descriptor.endsWith(")Z")) {
                super.visitInvokeDynamicInsn(name, "(L" + type + ";" + descriptor.substring(1), WEAK, Type.getObjectType(type));
                return;
            }
            super.visitMethodInsn(opcode, type, name, descriptor, itf);
        }
    }
}

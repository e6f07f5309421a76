package lockstep.harness.child;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_VOLATILE;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GETSTATIC;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** The innermost loop around some lines of a method, and what it looks at in each turn. */
final class Loop {

    /** Words for each shared access in the loop, such as {@code locked.getAndSet}. */
    final Set<String> accesses = new LinkedHashSet<>();

    /** Plain fields that it reads. */
    final Set<String> plain = new LinkedHashSet<>();

    /** Whether a loop was found at all. */
    boolean found;

    /** Whether it calls something that may touch what we do not see from here. */
    boolean calls;

    private Loop() {}

    static Loop around(byte[] classFile, String method, Set<Integer> lines) {
        Loop loop = new Loop();
        if (classFile != null) {
            ClassReader reader = new ClassReader(classFile);
            Map<String, Integer> fields = new HashMap<>();
            reader.accept(new ClassVisitor(ASM9) {
                @Override
                public FieldVisitor visitField(int access, String name, String d, String s, Object value) {
                    fields.put(name, access);
                    return null;
                }

                @Override
                public MethodVisitor visitMethod(int access, String name, String d, String s, String[] exceptions) {
                    return name.equals(method) ? loop.new Body(reader.getClassName(), fields, lines) : null;
                }
            }, ClassReader.SKIP_FRAMES);
        }
        return loop;
    }

    /** One instruction that matters: an access, or a call (text null). */
    private record Look(int at, String text, boolean isPlain) {}

    private final class Body extends MethodVisitor {

        private final String owner;
        private final Map<String, Integer> fields;
        private final Set<Integer> wanted;
        private final Map<Label, Integer> labels = new HashMap<>();
        private final List<int[]> backward = new ArrayList<>();
        private final List<Integer> hits = new ArrayList<>();
        private final List<Look> looks = new ArrayList<>();
        private int at;
        private String handle = "";
        private boolean onLine;

        Body(String owner, Map<String, Integer> fields, Set<Integer> wanted) {
            super(ASM9);
            this.owner = owner;
            this.fields = fields;
            this.wanted = wanted;
        }

        private void step() {
            at++;
            if (onLine) {
                hits.add(at);
            }
        }

        @Override
        public void visitLabel(Label label) {
            labels.put(label, at + 1);
        }

        @Override
        public void visitLineNumber(int line, Label start) {
            onLine = wanted.contains(line);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            step();
            if (labels.containsKey(label)) {
                backward.add(new int[] {labels.get(label), at});
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
            step();
            int access = type.equals(owner) ? fields.getOrDefault(name, ACC_FINAL) : ACC_FINAL;
            boolean get = opcode == GETFIELD || opcode == GETSTATIC;
            if (descriptor.startsWith("Ljava/util/concurrent/atomic/")
                    || descriptor.equals("Ljava/lang/invoke/VarHandle;")) {
                handle = name + ".";
            }
            boolean holder = descriptor.startsWith("Ljava/util/concurrent/") || descriptor.equals("Ljava/lang/invoke/VarHandle;");
            if (get && !holder && (access & ACC_FINAL) == 0) {
                looks.add(new Look(at, name, (access & ACC_VOLATILE) == 0));
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean itf) {
            step();
            if (type.startsWith("java/util/concurrent/atomic/") || type.equals("java/lang/invoke/VarHandle")) {
                looks.add(new Look(at, handle + name, false));
            } else if (!type.equals("java/lang/Thread") && !type.equals("lockstep/harness/stage/Hit")) {
                looks.add(new Look(at, null, false));
            }
        }

        /** A weak compare-and-set, as {@link lockstep.harness.stage.Weak} stands in for it. */
        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            step();
            looks.add(new Look(at, name.startsWith("weakCompareAndSet") ? handle + name : null, false));
        }

        @Override
        public void visitInsn(int opcode) {
            step();
        }

        @Override
        public void visitVarInsn(int opcode, int index) {
            step();
        }

        @Override
        public void visitIincInsn(int index, int increment) {
            step();
        }

        @Override
        public void visitEnd() {
            int[] best = null;
            for (int[] range : backward) {
                boolean around = hits.stream().anyMatch(h -> h >= range[0] && h <= range[1]);
                if (around && (best == null || range[1] - range[0] < best[1] - best[0])) {
                    best = range;
                }
            }
            if (best != null) {
                found = true;
                for (Look look : looks) {
                    if (look.at() >= best[0] && look.at() <= best[1]) {
                        calls |= look.text() == null;
                        if (look.text() != null) {
                            (look.isPlain() ? plain : accesses).add(look.text());
                        }
                    }
                }
            }
        }
    }
}

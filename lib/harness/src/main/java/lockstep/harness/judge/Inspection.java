package lockstep.harness.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Looks through an answer's code, before it is run, for what cannot be judged. */
final class Inspection {

    private static final String HARNESS = "lockstep/harness/";
    private static final String TODO = "lockstep/harness/Todo";

    private final Answer answer;
    private final Map<String, Integer> cellVariables = new LinkedHashMap<>();
    private String harness = "";
    private int harnessLine;
    private boolean unresolved;

    private Inspection(Answer answer) {
        this.answer = answer;
    }

    /** Refuses code that reaches for the judge, that JShell could not compile, or whose state lives outside. */
    static void of(Answer answer) throws Refusal {
        Inspection inspection = new Inspection(answer);
        answer.files().forEach((name, bytes) -> new ClassReader(bytes).accept(inspection.new Look(name), 0));
        inspection.judge();
    }

    private void judge() throws Refusal {
        if (!harness.isEmpty()) {
            throw new Refusal("Your code uses the judge itself, " + harness + at(harnessLine)
                    + ". An answer may use the JDK and the course's library, and of the judge nothing but Todo.");
        }
        if (unresolved) {
            throw new Refusal("JShell has not compiled your class fully yet: it names something that is not declared. "
                    + "The cell's output says what; declare it or correct the name, run the cell again, then the check.");
        }
        if (!cellVariables.isEmpty()) {
            Map.Entry<String, Integer> first = cellVariables.entrySet().iterator().next();
            throw new Refusal("Your class uses the variable " + first.getKey() + " of another cell" + at(first.getValue())
                    + ". Shared state belongs inside the class: such a variable can't be volatile or final in a notebook"
                    + " (JShell drops both words), and the check can't give each test a fresh one.");
        }
    }

    private static String at(int line) {
        return line > 0 ? " (line " + line + ")" : "";
    }

    private final class Look extends ClassVisitor {

        private final boolean wrapper;
        private final int before;

        Look(String name) {
            super(Opcodes.ASM9);
            Matcher cell = Answer.CELL.matcher(name);
            wrapper = cell.matches() && cell.group(3) == null;
            before = answer.linesBefore(name);
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String d, String s, String[] exceptions) {
            // do_it$ is JShell's own: it runs the cell.
            return wrapper && method.startsWith("do_it$") ? null : new Code();
        }

        private final class Code extends MethodVisitor {

            private int line;

            Code() {
                super(Opcodes.ASM9);
            }

            @Override
            public void visitLineNumber(int number, Label start) {
                line = number - before;
            }

            @Override
            public void visitTypeInsn(int opcode, String type) {
                type(type);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                type(owner);
                Matcher cell = Answer.CELL.matcher(owner);
                if (cell.matches() && cell.group(3) == null && !name.startsWith("$")) {
                    cellVariables.putIfAbsent(name, line);
                }
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean itf) {
                type(owner);
            }

            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
                for (Object argument : arguments) {
                    if (argument instanceof Handle handle) {
                        type(handle.getOwner());
                    }
                }
            }

            @Override
            public void visitLdcInsn(Object value) {
                if (value instanceof String text && text.replace('.', '/').contains(HARNESS)) {
                    found(text);
                } else if (value instanceof Type type) {
                    type(type.getInternalName());
                }
            }

            private void type(String name) {
                unresolved |= name.startsWith("jdk/jshell/spi/SPIResolutionException");
                if (name.startsWith(HARNESS) && !name.equals(TODO)) {
                    found(name.substring(name.lastIndexOf('/') + 1));
                }
            }

            private void found(String what) {
                if (harness.isEmpty()) {
                    harness = what;
                    harnessLine = line;
                }
            }
        }
    }
}

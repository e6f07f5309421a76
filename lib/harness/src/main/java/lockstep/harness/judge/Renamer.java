package lockstep.harness.judge;

import java.util.LinkedHashMap;
import java.util.Map;
import lockstep.interleave.weave.CellLines;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/** Moves an answer to the starter's name, and its line numbers to those of the learner's cell. */
final class Renamer {

    /** What stands where a source file's name would stand, in a stack trace of a class from a cell. */
    static final String CELL_SOURCE = "cell";

    private Renamer() {}

    /** The answer's class files under their new names. */
    static Map<String, byte[]> rename(Answer answer, String starter, String check) {
        Map<String, String> names = answer.names(starter, check);
        Map<String, byte[]> renamed = new LinkedHashMap<>();
        answer.files().forEach((old, bytes) -> {
            ClassWriter writer = new ClassWriter(0);
            ClassVisitor lines = answer.isFromCell() ? ofCell(writer, answer.linesBefore(old)) : writer;
            new ClassReader(bytes).accept(new Rename(lines, names, answer.files()), 0);
            renamed.put(names.get(old), writer.toByteArray());
        });
        return renamed;
    }

    /** Renames, and drops what the class file says about neighbours that do not come along. */
    private static final class Rename extends ClassRemapper {

        private final Map<String, byte[]> files;
        private String owner;

        Rename(ClassVisitor next, Map<String, String> names, Map<String, byte[]> files) {
            super(Opcodes.ASM9, next, new SimpleRemapper(Opcodes.ASM9, names));
            this.files = files;
        }

        @Override
        public void visit(int version, int access, String name, String s, String superName, String[] interfaces) {
            owner = name.substring(0, name.lastIndexOf('/') + 1);
            super.visit(version, access, name, s, superName, interfaces);
        }

        @Override
        public void visitInnerClass(String name, String outer, String inner, int access) {
            if (!name.startsWith(owner) || files.containsKey(name)) {
                super.visitInnerClass(name, outer, inner, access);
            }
        }

        @Override
        public void visitNestMember(String member) {
            if (files.containsKey(member)) {
                super.visitNestMember(member);
            }
        }
    }

    /** Gives the class the cell's line numbers, and says that it comes from a cell. */
    private static ClassVisitor ofCell(ClassVisitor next, int before) {
        return new ClassVisitor(Opcodes.ASM9, CellLines.counted(next, before)) {
            @Override
            public void visitSource(String source, String debug) {
                super.visitSource(CELL_SOURCE, null);
            }
        };
    }
}

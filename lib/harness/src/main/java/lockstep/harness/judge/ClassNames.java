package lockstep.harness.judge;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** What a class file names: found by pretending to rename everything. */
final class ClassNames {

    private ClassNames() {}

    /**
     * Adds the internal names of all classes that the class's code, fields, nest host and supertypes name. The lists
     * of nested classes are passed over, but for those inside the answer itself.
     */
    static void collect(byte[] classFile, String answer, Set<String> names) {
        ClassVisitor nothing = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String d, String s, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) { };
            }
        };
        Remapper remapper = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                names.add(internalName);
                return internalName;
            }
        };
        new ClassReader(classFile).accept(new ClassRemapper(Opcodes.ASM9, nothing, remapper) {
            @Override
            public void visitInnerClass(String name, String outer, String inner, int access) {
                if (name.startsWith(answer + "$")) {
                    names.add(name);
                }
            }

            @Override
            public void visitNestMember(String member) {
                if (member.startsWith(answer + "$")) {
                    names.add(member);
                }
            }
        }, 0);
    }
}

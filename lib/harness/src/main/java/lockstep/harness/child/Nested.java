package lockstep.harness.child;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** The classes nested in a class, as its class file lists them. */
final class Nested {

    private Nested() {}

    static List<String> of(byte[] classFile, String name) {
        List<String> nested = new ArrayList<>();
        new ClassReader(classFile).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visitInnerClass(String inner, String outer, String simple, int access) {
                if (inner.startsWith(name + "$")) {
                    nested.add(inner);
                }
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return nested;
    }
}

package lockstep.harness.stage;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lockstep.harness.Trial;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Real threads on the real processor, with a tap before every shared access. {@link Trial} uses the taps to disturb
 * threads or to watch them.
 */
public final class Turbulence implements Stage {

    @Override
    public boolean claims(Method property) {
        return true;
    }

    @Override
    public byte[] transform(String name, Map<String, byte[]> classes, boolean answer) {
        ClassReader reader = new ClassReader(classes.get(name));
        // The frames stay right: a tap is a call without a branch, and leaves locals and stack as they were.
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new TapWriter(writer, finals(classes), answer), 0);
        return writer.toByteArray();
    }

    /** The final fields of all classes, as {@code owner.name}: reading one is no shared access. */
    private static Set<String> finals(Map<String, byte[]> classes) {
        Set<String> finals = new HashSet<>();
        classes.forEach((owner, bytes) -> new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                if ((access & Opcodes.ACC_FINAL) != 0) {
                    finals.add(owner + "." + name);
                }
                return null;
            }
        }, ClassReader.SKIP_CODE));
        return finals;
    }

    @Override
    public String tried() {
        return Trial.tried();
    }
}

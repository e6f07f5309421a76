package lockstep.harness.judge;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lockstep.harness.Exercise;
import lockstep.interleave.junit.Interleaved;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What a check class says of itself: its {@link Exercise} annotation and its properties in the order of the source.
 * Read from the class file; the class is not loaded.
 */
public final class Spec {

    /** One property of the check; with the binary names of all annotations on its method. */
    public record Prop(String method, String sentence, String hint, int seconds, Set<String> annotations) {

        /** Whether it is tried under every schedule. */
        public boolean isScenario() {
            return annotations.contains(Interleaved.class.getName());
        }
    }

    private static final String EXERCISE = Type.getDescriptor(Exercise.class);
    private static final String PROPERTY = "Llockstep/harness/Property;";

    private String id;
    private String title;
    private String starter;
    private String check;
    private final List<String> hints = new ArrayList<>();
    private final List<Prop> properties = new ArrayList<>();

    private Spec() {}

    /** Reads a check's class file; null if it carries no {@link Exercise}. */
    static Spec read(InputStream classFile) throws IOException {
        Spec spec = new Spec();
        new ClassReader(classFile).accept(spec.new Reader(), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return spec.id == null ? null : spec;
    }

    /** The same, but for one property alone. */
    Spec only(String property) {
        Spec only = new Spec();
        only.id = id;
        only.title = title;
        only.starter = starter;
        only.check = check;
        only.hints.addAll(hints);
        properties.stream().filter(p -> p.method().equals(property)).forEach(only.properties::add);
        return only;
    }

    /** The exercise's number, such as {@code "2.1"}. */
    public String id() {
        return id;
    }

    /** A few words. */
    public String title() {
        return title;
    }

    /** The starter's binary name. */
    public String starter() {
        return starter;
    }

    /** The starter's simple name. */
    public String simpleName() {
        return starter.substring(starter.lastIndexOf('.') + 1);
    }

    /** The check's binary name. */
    public String check() {
        return check;
    }

    /** The chapter's package, such as {@code "ch02_spin_lock"}. */
    public String chapter() {
        String packageName = starter.substring(0, starter.lastIndexOf('.'));
        return packageName.substring(packageName.lastIndexOf('.') + 1);
    }

    /** The hints, from the slightest to the plainest. */
    public List<String> hints() {
        return List.copyOf(hints);
    }

    /** The properties in the order in which they are tried. */
    public List<Prop> properties() {
        return List.copyOf(properties);
    }

    private final class Reader extends ClassVisitor {

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String name, String sig, String superName, String[] interfaces) {
            check = name.replace('/', '.');
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return descriptor.equals(EXERCISE) ? new Values() {
                @Override
                void value(String name, Object value) {
                    switch (name) {
                        case "id" -> id = (String) value;
                        case "title" -> title = (String) value;
                        case "starter" -> starter = ((Type) value).getClassName();
                        case "hints" -> hints.add((String) value);
                        default -> { }
                    }
                }
            } : null;
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String desc, String sig, String[] exceptions) {
            Set<String> annotations = new TreeSet<>();
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                    annotations.add(Type.getType(descriptor).getClassName());
                    return descriptor.equals(PROPERTY) ? property(method, annotations) : null;
                }
            };
        }

        private AnnotationVisitor property(String method, Set<String> annotations) {
            return new Values() {
                private String sentence = method;
                private String hint = "";
                private int seconds = 2;

                @Override
                void value(String name, Object value) {
                    switch (name) {
                        case "value" -> sentence = (String) value;
                        case "hint" -> hint = (String) value;
                        case "seconds" -> seconds = (Integer) value;
                        default -> { }
                    }
                }

                @Override
                public void visitEnd() {
                    properties.add(new Prop(method, sentence, hint, seconds, annotations));
                }
            };
        }
    }

    /** Hands on an annotation's values, an array's one by one. */
    private abstract static class Values extends AnnotationVisitor {

        Values() {
            super(Opcodes.ASM9);
        }

        abstract void value(String name, Object value);

        @Override
        public void visit(String name, Object value) {
            value(name, value);
        }

        @Override
        public AnnotationVisitor visitArray(String name) {
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String none, Object value) {
                    Values.this.value(name, value);
                }
            };
        }
    }
}

package lockstep.harness.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer to try: what the parent hands to the child on its standard input.
 *
 * @param check the binary name of the check class
 * @param properties its properties in order
 * @param answer the binary names of the answer's classes
 * @param stages the stages that the properties need
 * @param parameters JUnit's configuration parameters
 * @param more whether another job may follow
 */
public record Job(String check, List<Property> properties, List<String> answer, List<Staged> stages,
                  Map<String, String> parameters, boolean more) {

    /** A property's method, its time limit, and the index of its stage. */
    public record Property(String method, int seconds, int stage) {}

    /** A stage's class name, and the class files of answer and check as it wants them, by internal name. */
    public record Staged(String stage, Map<String, byte[]> classes) {}

    /** The same job, and whether another may follow. */
    public Job andMore(boolean follow) {
        return new Job(check, properties, answer, stages, parameters, follow);
    }

    /** Writes the job. */
    public void write(DataOutputStream out) throws IOException {
        out.writeUTF(check);
        out.writeInt(properties.size());
        for (Property property : properties) {
            out.writeUTF(property.method());
            out.writeInt(property.seconds());
            out.writeInt(property.stage());
        }
        out.writeInt(answer.size());
        for (String name : answer) {
            out.writeUTF(name);
        }
        out.writeInt(stages.size());
        for (Staged stage : stages) {
            out.writeUTF(stage.stage());
            out.writeInt(stage.classes().size());
            for (Map.Entry<String, byte[]> file : stage.classes().entrySet()) {
                out.writeUTF(file.getKey());
                out.writeInt(file.getValue().length);
                out.write(file.getValue());
            }
        }
        out.writeInt(parameters.size());
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            out.writeUTF(parameter.getKey());
            out.writeUTF(parameter.getValue());
        }
        out.writeBoolean(more);
        out.flush();
    }

    /** Reads a job. */
    static Job read(DataInputStream in) throws IOException {
        String check = in.readUTF();
        List<Property> properties = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            properties.add(new Property(in.readUTF(), in.readInt(), in.readInt()));
        }
        List<String> answer = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            answer.add(in.readUTF());
        }
        List<Staged> stages = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            stages.add(new Staged(in.readUTF(), readClasses(in)));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            parameters.put(in.readUTF(), in.readUTF());
        }
        return new Job(check, properties, answer, stages, parameters, in.readBoolean());
    }

    private static Map<String, byte[]> readClasses(DataInputStream in) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            String name = in.readUTF();
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            classes.put(name, bytes);
        }
        return classes;
    }
}

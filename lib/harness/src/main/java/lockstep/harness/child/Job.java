package lockstep.harness.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the parent hands to the child on its standard input.
 *
 * @param nonce the secret that marks the child's messages
 * @param answer the binary name under which the answer stands, the starter's
 * @param check the binary name of the check class
 * @param methods its properties in order
 * @param seconds each property's time limit
 * @param classes the answer's class files by internal name
 */
public record Job(String nonce, String answer, String check, List<String> methods, List<Integer> seconds,
                  Map<String, byte[]> classes) {

    /** Writes the job. */
    public void write(DataOutputStream out) throws IOException {
        out.writeUTF(nonce);
        out.writeUTF(answer);
        out.writeUTF(check);
        out.writeInt(methods.size());
        for (int i = 0; i < methods.size(); i++) {
            out.writeUTF(methods.get(i));
            out.writeInt(seconds.get(i));
        }
        out.writeInt(classes.size());
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            out.writeUTF(file.getKey());
            out.writeInt(file.getValue().length);
            out.write(file.getValue());
        }
        out.flush();
    }

    /** Reads a job. */
    static Job read(DataInputStream in) throws IOException {
        String nonce = in.readUTF();
        String answer = in.readUTF();
        String check = in.readUTF();
        List<String> methods = new ArrayList<>();
        List<Integer> seconds = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            methods.add(in.readUTF());
            seconds.add(in.readInt());
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            String name = in.readUTF();
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            classes.put(name, bytes);
        }
        return new Job(nonce, answer, check, methods, seconds, classes);
    }
}

package lockstep.kernel.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the {@link Supervisor} saw when it looked for threads that still run the learner's code.
 *
 * @param running threads that must be stopped (again); the kernel finds them in {@link Supervisor}'s field
 * @param stubborn how many of those have outlived their stops, or cannot be stopped at all
 * @param blocked threads that wait for a monitor: they use no processor, and end as soon as they get it
 * @param names of those that run, with a comma between them
 */
public record Sighting(int running, int stubborn, int blocked, String names) {

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(running);
            out.writeInt(stubborn);
            out.writeInt(blocked);
            out.writeUTF(names.length() > 500 ? names.substring(0, 500) : names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #toBytes()} wrote. */
    public static Sighting of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Sighting(in.readInt(), in.readInt(), in.readInt(), in.readUTF());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package lockstep.kernel.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value in several forms: MIME type to text. What {@code render} gives, and what a result or a display
 * is on its way to the notebook.
 *
 * @param id the display's id, empty for a result
 * @param forms MIME type to content; binary content is in Base64
 */
public record Bundle(String id, Map<String, String> forms) implements Serializable {

    /** The same forms under another display id. */
    public Bundle withId(String other) {
        return new Bundle(other, forms);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, id);
            out.writeInt(forms.size());
            for (Map.Entry<String, String> form : forms.entrySet()) {
                write(out, form.getKey());
                write(out, form.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #toBytes()} wrote. */
    public static Bundle of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String id = read(in);
            Map<String, String> forms = new LinkedHashMap<>();
            for (int n = in.readInt(); n > 0; n--) {
                forms.put(read(in), read(in));
            }
            return new Bundle(id, forms);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}

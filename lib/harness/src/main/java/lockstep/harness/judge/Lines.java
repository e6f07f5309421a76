package lockstep.harness.judge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines fast, and keeps no more than a fixed number of bytes of each: a child may print without end. */
final class Lines {

    private static final int LONGEST = 1 << 15;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line, cut off if it is too long; null at the end. */
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (next == end) {
                end = in.read(buffer);
                next = 0;
                if (end < 0) {
                    end = 0;
                    return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
                }
            }
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            line.write(buffer, from, Math.min(next - from, LONGEST - Math.min(LONGEST, line.size())));
            if (next < end) {
                next++;
                return line.toString(StandardCharsets.UTF_8);
            }
        }
    }
}

package lockstep.harness.judge;

import java.io.IOException;
import java.io.Reader;

/** Reads lines, of which it keeps no more than a fixed number of characters each. */
final class BoundedLines {

    private static final int LONGEST = 1 << 16;

    private final Reader in;

    BoundedLines(Reader in) {
        this.in = in;
    }

    /** The next line, cut off if it is too long; null at the end. */
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() < LONGEST) {
                line.append((char) c);
            }
            c = in.read();
        }
        return line.toString();
    }
}

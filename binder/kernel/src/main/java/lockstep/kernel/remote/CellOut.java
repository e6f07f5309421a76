package lockstep.kernel.remote;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * {@code System.out} and {@code System.err} of the cells: each call is one piece of text on the link.
 *
 * <p>A plain {@link PrintStream} takes locks. A thread that is stopped between taking one and entering the
 * {@code try} that gives it back would leave every later print hanging. This one takes none: it makes the
 * whole text first and hands it over in one step. Two threads' lines are never mixed.
 */
final class CellOut extends PrintStream {

    private static final int PIECE = 1 << 15;

    private final Link link;
    private final Frame.Kind kind;

    CellOut(Link link, Frame.Kind kind) {
        super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        this.link = link;
        this.kind = kind;
    }

    private void put(String text) {
        int from = 0;
        while (text.length() - from > PIECE) {
            int to = from + PIECE;
            if (Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            link.send(kind, text.substring(from, to).getBytes(StandardCharsets.UTF_8));
            from = to;
        }
        if (from < text.length()) {
            link.send(kind, text.substring(from).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void line(String text) {
        put(text + System.lineSeparator());
    }

    @Override
    public void write(int b) {
        link.send(kind, new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        if (length > 0) {
            byte[] copy = new byte[length];
            System.arraycopy(bytes, from, copy, 0, length);
            link.send(kind, copy);
        }
    }

    /** Nothing is held back. */
    @Override
    public void flush() {}

    /** A cell that closes {@code System.out} closes it for nobody. */
    @Override
    public void close() {}

    @Override
    public boolean checkError() {
        return false;
    }

    @Override
    public void print(boolean value) {
        put(String.valueOf(value));
    }

    @Override
    public void print(char value) {
        put(String.valueOf(value));
    }

    @Override
    public void print(int value) {
        put(String.valueOf(value));
    }

    @Override
    public void print(long value) {
        put(String.valueOf(value));
    }

    @Override
    public void print(float value) {
        put(String.valueOf(value));
    }

    @Override
    public void print(double value) {
        put(String.valueOf(value));
    }

    @Override
    public void print(char[] value) {
        put(String.valueOf(value));
    }

    @Override
    public void print(String value) {
        put(String.valueOf(value));
    }

    @Override
    public void print(Object value) {
        put(String.valueOf(value));
    }

    @Override
    public void println() {
        line("");
    }

    @Override
    public void println(boolean value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(char[] value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(String value) {
        line(String.valueOf(value));
    }

    @Override
    public void println(Object value) {
        line(String.valueOf(value));
    }

    @Override
    public PrintStream format(String format, Object... arguments) {
        put(String.format(format, arguments));
        return this;
    }

    @Override
    public PrintStream format(Locale locale, String format, Object... arguments) {
        put(String.format(locale, format, arguments));
        return this;
    }
}

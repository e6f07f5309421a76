package lockstep.kernel.remote;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;

/**
 * What a cell calls to show something richer than text. The names and their meaning are those of IJava's
 * {@code Display}, so that a notebook runs on both kernels; the kernel imports them statically.
 */
public final class Display {

    private static final String PLAIN = "text/plain";
    private static final Set<String> TEXTS = Set.of("application/javascript", "text/markdown", "text/latex",
            "text/html", "text/css", "image/svg+xml", "application/json");
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif");

    private static volatile Link link;

    private Display() {}

    static void connect(Link to) {
        link = to;
    }

    /** The forms in which {@code value} would be shown: text, and a picture as PNG. */
    public static Bundle render(Object value) {
        return value instanceof RenderedImage ? render(value, "image/png") : render(value, PLAIN);
    }

    /** The value in the forms named, so far as it can be had in them; always as plain text too. */
    public static Bundle render(Object value, String... types) {
        if (value instanceof Bundle) {
            return (Bundle) value;
        }
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put(PLAIN, String.valueOf(value));
        for (String type : types) {
            if (value instanceof CharSequence && TEXTS.contains(type)) {
                forms.put(type, value.toString());
            } else if (value instanceof RenderedImage && IMAGES.contains(type)) {
                forms.put(type, encoded((RenderedImage) value, type.substring("image/".length())));
            }
        }
        return new Bundle("", forms);
    }

    /** Shows {@code value} under the cell that runs; returns the display's id. */
    public static String display(Object value) {
        return show(Frame.Kind.SHOW, UUID.randomUUID().toString(), render(value));
    }

    /** Shows {@code value} in the forms named, {@code "text/html"} say; returns the display's id. */
    public static String display(Object value, String... types) {
        return show(Frame.Kind.SHOW, UUID.randomUUID().toString(), render(value, types));
    }

    /** Replaces what was shown under {@code id}. */
    public static void updateDisplay(String id, Object value) {
        show(Frame.Kind.UPDATE, id, render(value));
    }

    /** Replaces what was shown under {@code id}, in the forms named. */
    public static void updateDisplay(String id, Object value, String... types) {
        show(Frame.Kind.UPDATE, id, render(value, types));
    }

    /** {@code System.out.printf}, which IJava offers under this name. */
    public static void printf(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }

    private static String show(Frame.Kind kind, String id, Bundle bundle) {
        Objects.requireNonNull(link, "no kernel").send(kind, bundle.withId(id).toBytes());
        return id;
    }

    private static String encoded(RenderedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}

package lockstep.harness;

/** Colours for a terminal or a notebook, or none. Only the eight basic ones: they suit light and dark themes. */
record Ansi(boolean on) {

    String green(String text) {
        return code("32", text);
    }

    String red(String text) {
        return code("31", text);
    }

    String yellow(String text) {
        return code("33", text);
    }

    String bold(String text) {
        return code("1", text);
    }

    String dim(String text) {
        return code("2", text);
    }

    private String code(String code, String text) {
        return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

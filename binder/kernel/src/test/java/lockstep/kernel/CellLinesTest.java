package lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CellLinesTest {

    @Test
    void aLineIsCountedFromWhereTheStatementBegins() {
        String cell = "int a = 1;\n\n  f();\ng();";
        assertEquals(0, CellLines.lineOf(cell, cell));
        assertEquals(2, CellLines.lineOf(cell, "\n\n  f();\ng();"));
        assertEquals(3, CellLines.lineOf(cell, "\ng();"));
        assertEquals(3, CellLines.lineOf(cell, ""));
    }

    @Test
    void anUnknownFrameStaysAsItIs() {
        StackTraceElement frame = new StackTraceElement("java.util.List", "of", "List.java", 7);
        assertEquals(frame.toString(), new CellLines().frame(frame));
    }
}

package lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
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
    void aSnippetStaysWhereItWasFirst() {
        CellLines lines = new CellLines();
        lines.begin(3, 4);
        assertTrue(lines.put("11"));
        lines.begin(5, 0);
        assertFalse(lines.put("11")); // compiled once more, as it uses what this cell declares
        assertTrue(lines.put("12"));
        assertEquals(4, lines.before("11"));
        assertEquals(0, lines.before("12"));
        assertEquals(Map.of("11", 4), lines.before());
        assertEquals("A.f (In [3]:6)", lines.frame(new StackTraceElement("A", "f", "#11", 2)));
        assertEquals("A.f (In [5]:2)", lines.frame(new StackTraceElement("A", "f", "#12", 2)));
    }

    @Test
    void anUnknownFrameStaysAsItIs() {
        StackTraceElement frame = new StackTraceElement("java.util.List", "of", "List.java", 7);
        assertEquals(frame.toString(), new CellLines().frame(frame));
    }
}

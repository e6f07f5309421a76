package lockstep.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ChartTest {

    private static Chart bars() {
        return Chart.bars("Locks", "million a second", List.of("TasLock", "Ttas & <co>"))
                .series("1 thread", 30.5, 28).series("2 threads", 5.25, 12);
    }

    private static Chart lines() {
        return Chart.lines("Scaling", "threads", "million a second")
                .series("TasLock", new double[] {1, 2, 4}, new double[] {30, 5, 1}).series("one point", new double[] {2}, new double[] {7});
    }

    private static org.w3c.dom.Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    /** Where letters can be drawn, the picture is well-formed XML on a light card; elsewhere the cell gets text. */
    @Test
    void drawsOrSaysWhyNot() throws Exception {
        for (Chart chart : List.of(bars(), lines())) {
            String html = chart.html();
            if (html.startsWith("<pre>")) {
                assertTrue(html.contains("no font"), html);
                continue;
            }
            org.w3c.dom.Document svg = parse(html);
            assertEquals("svg", svg.getDocumentElement().getTagName());
            assertTrue(svg.getElementsByTagName("path").getLength() > 20, "letters are outlines");
            assertTrue(html.contains("background:#fff"), "readable on a dark page");
            assertTrue(html.length() < 90_000, "too large for a cell: " + html.length());
            assertFalse(html.contains("<!DOCTYPE") || html.contains("<?xml"), "an element, not a document");
        }
    }

    /** Names in one chart never meet those of another on the same page. */
    @Test
    void clipsAreItsOwn() {
        Pattern clip = Pattern.compile("id=\"([^\"]*)\"");
        Matcher first = clip.matcher(bars().html());
        Matcher second = clip.matcher(bars().html());
        while (first.find() && second.find()) {
            assertFalse(first.group(1).equals(second.group(1)), first.group(1));
        }
    }

    @Test
    void givesTheNumbersAsText() {
        assertEquals("""
                Locks (million a second)
                TasLock      1 thread   ######################################## 30.5
                TasLock      2 threads  ####### 5.25
                Ttas & <co>  1 thread   ##################################### 28
                Ttas & <co>  2 threads  ################ 12
                """, bars().text());
        assertTrue(lines().text().contains("threads 4"), lines().text());
    }

    @Test
    void numbersThatAreNoneDoNotBreakIt() {
        Chart chart = Chart.bars("odd", "y", List.of("a", "b", "c")).series("s", Double.NaN, -1, Double.POSITIVE_INFINITY);
        assertTrue(chart.html().length() > 100);
        assertTrue(chart.text().contains("-"), chart.text());
    }

    @Test
    void refusesWhatItCannotDraw() {
        assertThrows(IllegalStateException.class, () -> Chart.lines("t", "x", "y").html());
        assertThrows(IllegalArgumentException.class, () -> Chart.lines("t", "x", "y").series("s", new double[1], new double[2]));
        assertThrows(IllegalStateException.class, () -> Chart.lines("t", "x", "y").series("s", 1, 2));
        assertThrows(IllegalArgumentException.class, () -> bars().series("3 threads", 1));
        assertThrows(IllegalArgumentException.class, () -> bars().series("1 thread", 1, 2));
    }
}

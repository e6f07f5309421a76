package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lockstep.harness.judge.PlainWords;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What people read. */
class WordsTest {

    private static String plain(Executable assertion) {
        return PlainWords.of(assertThrows(AssertionError.class, assertion).getMessage());
    }

    @Test
    void junitsMessagesInPlainWords() {
        assertEquals("2 threads added 50 each: expected 100, saw 86",
                plain(() -> Assertions.assertEquals(100, 86, "2 threads added 50 each")));
        assertEquals("expected 100, saw 86", plain(() -> Assertions.assertEquals(100, 86)));
        assertEquals("a second thread got in", plain(() -> Assertions.assertTrue(false, "a second thread got in")));
        assertEquals("expected true, saw false", plain(() -> Assertions.assertTrue(false)));
        assertEquals("the list: expected [1, 2], saw [2, 1]",
                plain(() -> Assertions.assertEquals(List.of(1, 2), List.of(2, 1), "the list")));
        assertEquals("Expected IllegalMonitorStateException to be thrown, but nothing was thrown.",
                plain(() -> Assertions.assertThrows(IllegalMonitorStateException.class, () -> { })));
        assertEquals("no such thing", plain(() -> Assertions.fail("no such thing")));
        assertEquals("unlock: Unexpected exception type thrown: expected IllegalMonitorStateException, saw NullPointerException",
                plain(() -> Assertions.assertThrows(IllegalMonitorStateException.class, () -> {
                    throw new NullPointerException();
                }, "unlock")));
    }

    @Test
    void whatAnAnswerPrintsCannotLookLikeAVerdict() {
        Verdict verdict = new Verdict(Verdict.Kind.WRONG, "90.1", "A lock", List.of(), "", "No.", List.of(),
                "\u001b[2J\u001b[32mPASSED\n" + "x".repeat(1000) + "\n" + "y\n".repeat(100), 100);
        String text = new VerdictText(true).whole(verdict);
        text.lines().filter(l -> l.contains("PASSED")).forEach(l -> assertTrue(l.contains("| "), l));
        assertFalse(text.contains("\u001b[2J"), "no escape sequences pass");
        assertTrue(text.lines().allMatch(l -> l.length() < 250), "long lines are cut");
        assertTrue(text.lines().count() < 30, "many lines are cut");
    }

    @Test
    void aMisspeltNumberGetsTheNearestOne() {
        assertEquals(0, Slips.distance("2.1", "2.1"));
        assertEquals(1, Slips.distance("2.1", "2.l"));
        assertEquals(3, Slips.distance("", "2.1"));
    }

    @Test
    void withoutColoursThereAreNoEscapes() {
        Verdict verdict = new Verdict(Verdict.Kind.PASSED, "90.1", "A lock",
                List.of(new Verdict.Line("m", "it holds", Verdict.State.HELD)), "", "One property held.", List.of(), "", 100);
        assertFalse(verdict.toString().contains("\u001b"));
        assertTrue(new VerdictText(true).whole(verdict).contains("\u001b[32m"));
    }
}

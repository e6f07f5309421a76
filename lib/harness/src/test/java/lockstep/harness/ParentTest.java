package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import lockstep.answers.Answers;
import lockstep.answers.Endless;
import lockstep.harness.judge.Catalogue;
import lockstep.harness.judge.Judge;
import org.junit.jupiter.api.Test;

/** What becomes of a child when its parent is interrupted, killed, or busy with another child. */
class ParentTest {

    /** A parent: judges an answer that never ends. */
    public static void main(String[] args) throws InterruptedException {
        new Judge(Catalogue.get().find("90.3"), line -> { }).judge(Endless.class);
    }

    @Test
    void interruptedParentKillsItsChild() throws Exception {
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread parent = new Thread(() -> {
            try {
                main(new String[0]);
            } catch (Throwable t) {
                ended.set(t);
            }
        });
        parent.start();
        awaitChildOf(ProcessHandle.current());
        parent.interrupt();
        parent.join(30_000);
        assertFalse(parent.isAlive());
        assertInstanceOf(InterruptedException.class, ended.get());
        Children.assertNone();
    }

    @Test
    void childEndsWhenItsParentIsKilled() throws Exception {
        Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-cp", System.getProperty("java.class.path"), ParentTest.class.getName())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            ProcessHandle child = awaitChildOf(parent.toHandle());
            parent.destroyForcibly();
            child.onExit().get(60, TimeUnit.SECONDS);
            assertFalse(child.isAlive());
        } finally {
            parent.destroyForcibly();
        }
        parent.waitFor(60, TimeUnit.SECONDS);
    }

    @Test
    void twoChecksAtOnce() throws Exception {
        List<CompletableFuture<Verdict>> verdicts = List.of(judgeLater(Answers.Right.class),
                judgeLater(Answers.NeverUnlocks.class), judgeLater(Answers.NeverWaits.class));
        assertEquals(Verdict.Kind.PASSED, verdicts.get(0).get().kind());
        assertEquals(Verdict.Kind.HUNG, verdicts.get(1).get().kind());
        assertEquals(Verdict.Kind.WRONG, verdicts.get(2).get().kind());
        Children.assertNone();
    }

    private static CompletableFuture<Verdict> judgeLater(Class<?> answer) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return JudgeTest.judge(answer);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }, task -> new Thread(task).start());
    }

    private static ProcessHandle awaitChildOf(ProcessHandle parent) throws InterruptedException {
        for (int i = 0; i < 3000; i++) {
            List<ProcessHandle> children = parent.children().toList();
            if (!children.isEmpty()) {
                Thread.sleep(500); // let it read its job and begin
                return children.get(0);
            }
            Thread.sleep(20);
        }
        assertTrue(false, "no child was started");
        return null;
    }
}

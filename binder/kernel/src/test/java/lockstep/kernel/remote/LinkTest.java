package lockstep.kernel.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {

    private final Queue<Frame> received = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Link here;
    private Link there;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            here = new Link(new Socket(server.getInetAddress(), server.getLocalPort()));
            there = new Link(server.accept());
        }
        there.start(null, received::add, ended::countDown);
        here.start(null, frame -> { }, () -> { });
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    /** What has arrived before a display, as text. */
    private String textUntilShown() throws InterruptedException {
        here.send(Frame.Kind.SHOW, new byte[0]);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (received.stream().noneMatch(frame -> frame.kind() == Frame.Kind.SHOW)) {
            assertTrue(System.nanoTime() < end, "the frame did not arrive");
            Thread.sleep(5);
        }
        return received.stream().map(frame -> new String(frame.body(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    @Test
    void everythingArrivesInOrder() throws InterruptedException {
        PrintStream out = new CellOut(here, Frame.Kind.OUT);
        for (int i = 0; i < 50_000; i++) {
            out.println(i);
        }
        String expected = IntStream.range(0, 50_000).mapToObj(i -> i + System.lineSeparator()).collect(Collectors.joining());
        assertEquals(expected, textUntilShown());
        assertTrue(received.size() < 50_000, "frames of one stream travel together");
    }

    @Test
    void linesOfTwoThreadsAreNotMixed() throws InterruptedException {
        PrintStream out = new CellOut(here, Frame.Kind.OUT);
        Thread[] threads = new Thread[2];
        for (int t = 0; t < 2; t++) {
            String line = String.valueOf((char) ('a' + t)).repeat(40);
            threads[t] = new Thread(() -> IntStream.range(0, 5_000).forEach(i -> out.println(line)));
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        String text = textUntilShown();
        assertEquals(10_000, text.lines().count());
        assertTrue(text.lines().allMatch(line -> line.matches("a{40}|b{40}")));
    }

    @Test
    void allWaysToPrintGoTheSameWay() throws InterruptedException {
        PrintStream out = new CellOut(here, Frame.Kind.OUT);
        out.print(true);
        out.print('c');
        out.print(1);
        out.print(2L);
        out.print(new char[] {'x', 'y'});
        out.print((Object) null);
        out.append("app", 0, 2).append('e');
        out.printf("%03d", 7);
        out.write('w');
        out.writeBytes("\u00fc".getBytes(StandardCharsets.UTF_8));
        out.close();
        out.print("\ud83d\ude00".repeat(40_000));
        assertEquals("truec12xynullape007w\u00fc" + "\ud83d\ude00".repeat(40_000), textUntilShown());
    }

    @Test
    void theOtherSidesEndIsNoticed() throws InterruptedException {
        here.close();
        assertTrue(ended.await(60, TimeUnit.SECONDS));
    }

    @Test
    void aBundleSurvivesTheJourney() {
        Bundle bundle = new Bundle("id", Map.of("text/plain", "\u2200", "text/html", ""));
        assertEquals(bundle, Bundle.of(bundle.toBytes()));
    }
}

package lockstep.harness.judge;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lockstep.harness.child.Child;
import lockstep.harness.child.Job;
import lockstep.harness.child.Message;

/** A running child: jobs in, messages out. Closing it kills it, whatever it does. */
final class ChildProcess implements AutoCloseable {

    /** Said by the reading thread when the child's output has ended. */
    static final Message ENDED = Message.of("ended");

    private static final int PRINT_LIMIT = 8000;

    private final Process process;
    private final DataOutputStream jobs;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final StringBuilder printed = new StringBuilder();

    /**
     * Starts a JVM, which waits for a job.
     *
     * @param archive as for {@link Flags#forChild}
     */
    ChildProcess(String classPath, Path archive) throws IOException {
        String nonce = Nonce.fresh();
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(Flags.forChild(classPath, archive));
        command.add(Child.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("_JAVA_OPTIONS");
        process = builder.start();
        // Left open: the child takes its end for ours.
        jobs = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        Thread reader = new Thread(() -> read(process.getInputStream(), nonce), "lockstep judge");
        reader.setDaemon(true);
        reader.start();
        jobs.writeUTF(nonce); // buffered, and so never fails
    }

    /** Hands it a job: the first, or another after {@link #takesMore()}. */
    void take(Job job) {
        synchronized (printed) {
            printed.setLength(0);
        }
        try {
            job.write(jobs);
        } catch (IOException e) {
            // The child ended before it had read all; its exit code says more than this exception.
        }
    }

    /** The java command of this JVM's own JDK. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The next message; null if none comes in this time. Once it is {@link #ENDED}, it always is. */
    Message next(long millis) throws InterruptedException {
        Message message = messages.poll(millis, TimeUnit.MILLISECONDS);
        if (message == ENDED) {
            messages.add(ENDED);
        }
        return message;
    }

    /** After the verdict on a job that said that more may follow: whether the child takes another. */
    boolean takesMore() throws InterruptedException {
        long deadline = System.nanoTime() + 5_000_000_000L;
        Message message;
        do {
            message = next(100);
        } while ((message == null || message.word().equals(Message.BEAT)) && System.nanoTime() < deadline);
        return message != null && message.word().equals(Message.NEXT);
    }

    /** The processor time that the child has used. */
    long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** The exit code, once {@link #ENDED} was seen; or -1 if it will not end. */
    int exitCode() throws InterruptedException {
        return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    /** What the answer printed, cut short. */
    String printed() {
        synchronized (printed) {
            return printed.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read(InputStream in, String nonce) {
        try (in) {
            Lines lines = new Lines(in);
            for (String line = lines.next(); line != null; line = lines.next()) {
                Message message = Message.parse(line, nonce);
                if (message == null) {
                    print(line.isEmpty() ? "" : line + "\n");
                } else if (message.word().equals(Message.OUT)) {
                    print(message.field(0));
                } else {
                    messages.add(message);
                }
            }
        } catch (IOException e) {
            // the same as its end
        } finally {
            messages.add(ENDED);
        }
    }

    private void print(String text) {
        synchronized (printed) {
            int room = PRINT_LIMIT - printed.length();
            printed.append(text, 0, Math.max(0, Math.min(room, text.length())));
        }
    }
}

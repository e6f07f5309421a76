package lockstep.harness.child;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import lockstep.harness.Trial;
import lockstep.harness.stage.Stage;
import lockstep.interleave.FailedSchedule;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The JVM in which an answer is tried: reads a job, runs the check's properties in order by the JUnit Platform, tells
 * the parent of each, stops at the first that breaks. Takes another job if one may follow and nothing of the last answer
 * lives on. Ends with its parent, and never outlives its last verdict.
 *
 * <p>What marks a message as the child's own, the nonce, is held in local variables and objects that no static field
 * leads to: the answer runs in the same JVM.
 */
public final class Child {

    private static boolean running;

    private Child() {}

    /** Whether this JVM is a child of the judge. */
    public static boolean isHere() {
        return running;
    }

    /** Reads the nonce from standard input, then runs one job after another. */
    public static void main(String[] args) throws Exception {
        running = true;
        DataInputStream in = new DataInputStream(System.in);
        Channel channel = new Channel(in.readUTF());
        BlockingQueue<Job> jobs = readOn(in);
        channel.capture();
        Watchdog watchdog = new Watchdog(channel);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> channel.send(watchdog.whoExits()), "lockstep exit"));
        Trial.answerIs(watchdog::isAnswer);
        Trial.onProgress(watchdog::progress);
        Job job = jobs.take();
        watchdog.take(job);
        watchdog.start();
        channel.send(Message.of(Message.READY));
        while (true) {
            try {
                run(job, channel, watchdog);
            } catch (Throwable t) {
                channel.send(Failure.of(t, Math.max(0, watchdog.current()), watchdog::isAnswer));
            }
            if (!job.more() || watchdog.anyoneStays()) {
                Runtime.getRuntime().halt(0);
            }
            channel.send(Message.of(Message.NEXT));
            job = jobs.take();
            watchdog.take(job);
            channel.afresh();
            Trial.afresh();
        }
    }

    private static void run(Job job, Channel channel, Watchdog watchdog) throws Exception {
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false).build());
        List<Stage> stages = new ArrayList<>();
        for (Job.Staged staged : job.stages()) {
            Stage stage = (Stage) Class.forName(staged.stage()).getConstructor().newInstance();
            stage.prepare(staged.classes(), Child.class.getClassLoader());
            stages.add(stage);
        }
        for (int i = 0; i < job.properties().size(); i++) {
            int index = i;
            Job.Property property = job.properties().get(i);
            Stage stage = stages.get(property.stage());
            ClassLoader loader = stage.loader(job.stages().get(property.stage()).classes(), Child.class.getClassLoader());
            Outcome outcome = new Outcome(() -> {
                channel.send(Message.of(Message.BEGIN, "" + index));
                watchdog.begin(index, property.seconds(), stage::progress);
            }, stage::reported);
            Class<?> check = loader.loadClass(job.check());
            Thread.currentThread().setContextClassLoader(loader);
            launcher.execute(LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectMethod(check, property.method()))
                    .configurationParameters(job.parameters()).build(), outcome);
            outcome.sweep();
            if (!watchdog.end()) {
                Thread.sleep(Long.MAX_VALUE); // the watchdog has called it hung and is about to end this JVM
            }
            if (outcome.failure() != null) {
                channel.send(failure(outcome.failure(), i, job, watchdog));
                return;
            }
            channel.send(Message.of(Message.HELD, "" + i));
            List<String> left = watchdog.leftRunning();
            if (!left.isEmpty()) {
                channel.send(new Message(Message.LEFT, left));
                return;
            }
        }
        channel.send(Message.of(Message.END, words(stages, Stage::tried, ", "), words(stages, Stage::unproven, "; ")));
    }

    private static Message failure(Throwable thrown, int index, Job job, Watchdog watchdog) {
        if (!(thrown instanceof FailedSchedule failed)) {
            return Failure.of(thrown, index, watchdog::isAnswer);
        }
        return FailedScenario.isOne(failed.verdict())
                ? FailedScenario.of(failed.verdict(), index, job.check(), watchdog::isAnswer)
                : Failure.of(failed.verdict().thrown(), index, watchdog::isAnswer);
    }

    private static String words(List<Stage> stages, Function<Stage, String> words, String between) {
        return stages.stream().map(words).filter(s -> !s.isEmpty()).collect(Collectors.joining(between));
    }

    /** Reads one job after another; the end of standard input is the parent's end, and ours. */
    private static BlockingQueue<Job> readOn(DataInputStream in) {
        BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    jobs.add(Job.read(in));
                }
            } catch (IOException e) {
                Runtime.getRuntime().halt(4);
            }
        }, "lockstep parent");
        thread.setDaemon(true);
        thread.start();
        return jobs;
    }
}

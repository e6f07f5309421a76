package lockstep.harness.child;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
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
 * the parent of each, stops at the first that breaks. Ends with its parent, and never outlives a verdict.
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

    /** Runs the job on standard input. */
    public static void main(String[] args) throws Exception {
        running = true;
        DataInputStream in = new DataInputStream(System.in);
        Job job = Job.read(in);
        Channel channel = new Channel(job.nonce());
        channel.capture();
        endWithParent(in);
        Watchdog watchdog = new Watchdog(channel, job);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> channel.send(watchdog.whoExits()), "lockstep exit"));
        watchdog.start();
        Trial.answerIs(watchdog::isAnswer);
        Trial.onProgress(watchdog::progress);
        channel.send(Message.of(Message.READY));
        for (int left = job.rounds(); ; channel.send(Message.of(Message.AGAIN))) {
            try {
                run(job, channel, watchdog);
            } catch (Throwable t) {
                channel.send(Failure.of(t, Math.max(0, watchdog.current()), watchdog::isAnswer));
            }
            if (--left <= 0 || watchdog.anyoneStays()) {
                break;
            }
            Trial.afresh();
        }
        Runtime.getRuntime().halt(0);
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

    /** Standard input says nothing more; its end is the parent's end. */
    private static void endWithParent(InputStream in) {
        Thread thread = new Thread(() -> {
            try {
                while (in.read() >= 0) { }
            } catch (IOException e) {
                // as good as its end
            }
            Runtime.getRuntime().halt(4);
        }, "lockstep parent");
        thread.setDaemon(true);
        thread.start();
    }
}

package lockstep.harness.judge;

import java.util.List;
import java.util.function.Consumer;
import lockstep.harness.Verdict;
import lockstep.harness.child.Message;

/** Listens to one child until there is a verdict. A pass needs every property held, in order, and the end record. */
final class Hearing {

    private static final String OUT_OF_ORDER = "The child's messages came out of order.";

    private final Spec spec;
    private final Consumer<Verdict.Line> live;
    private final Ruling ruling;
    private boolean ready;

    /**
     * A hearing.
     *
     * @param name the answer's name, for the verdict
     * @param ready whether the child is known to be up, from an earlier try
     */
    Hearing(Spec spec, Consumer<Verdict.Line> live, String name, boolean ready) {
        this.spec = spec;
        this.live = live;
        this.ruling = new Ruling(spec, name);
        this.ready = ready;
    }

    /** Listens until there is a verdict. */
    Verdict hear(ChildProcess child) throws InterruptedException {
        Verdict verdict = listen(child);
        verdict.properties().stream().filter(l -> l.state() == Verdict.State.BROKE).forEach(live);
        return verdict;
    }

    private Verdict listen(ChildProcess child) throws InterruptedException {
        int begun = -1;
        List<String> exit = List.of();
        Patience patience = new Patience(child::cpuNanos);
        while (true) {
            Message message = child.next(100);
            ruling.printed(child.printed());
            if (message == null) {
                if (patience.isOver()) {
                    return begun < ruling.held() ? ruling.failed("The JVM that should try your code said nothing for too long.")
                            : ruling.silent();
                }
                continue;
            }
            patience.heard();
            switch (message.word()) {
                case Message.READY -> ready = true;
                case Message.BEAT -> { }
                case Message.BEGIN -> {
                    begun = message.index();
                    if (begun != ruling.held() || begun >= spec.properties().size()) {
                        return ruling.failed(OUT_OF_ORDER);
                    }
                    patience.begun(spec.properties().get(begun).seconds());
                }
                case Message.HELD -> {
                    if (message.index() != ruling.held() || begun != ruling.held()) {
                        return ruling.failed(OUT_OF_ORDER);
                    }
                    live.accept(ruling.oneMoreHeld());
                    patience.between();
                }
                case Message.BROKE -> {
                    return ruling.broke(message);
                }
                case Message.HUNG -> {
                    return ruling.hung(message);
                }
                case Message.LEFT -> {
                    return ruling.leftRunning(message);
                }
                case Message.EXIT -> exit = message.fields();
                case Message.END -> {
                    return ruling.ended(message);
                }
                default -> {
                    return ready ? ruling.exited(child.exitCode(), exit)
                            : ruling.failed("The JVM that should try your code did not come up.");
                }
            }
        }
    }

    /** Whether the child came up at all. */
    boolean isReady() {
        return ready;
    }
}

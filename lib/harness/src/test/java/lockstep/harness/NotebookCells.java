package lockstep.harness;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Answers written in cells: the same whichever engine runs the cells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NotebookCells {

    @TempDir
    static Path home;

    private final String engine;
    private final String usualHome = System.getProperty("lockstep.home");
    private Notebook notebook;

    /**
     * The cells of one kind of kernel.
     *
     * @param engine as {@link Notebook} has it
     */
    NotebookCells(String engine) {
        this.engine = engine;
    }

    @BeforeAll
    void start() {
        System.setProperty("lockstep.home", home.toString());
        System.setProperty("lockstep.color", "false");
        notebook = new Notebook(engine, home.toString());
    }

    @AfterAll
    void stop() {
        notebook.close();
        if (usualHome == null) {
            System.clearProperty("lockstep.home");
        } else {
            System.setProperty("lockstep.home", usualHome);
        }
        System.clearProperty("lockstep.color");
    }

    private void expect(String call, String... words) {
        String said = notebook.print(call).replaceAll("\\s+", " "); // a long text is broken into lines
        for (String word : words) {
            assertTrue(said.contains(word), () -> "should say \"" + word + "\"\n" + said);
        }
    }

    @Test
    void right() {
        notebook.run("class MyLock { AtomicBoolean b = new AtomicBoolean();\n"
                + " public void lock() { while (b.getAndSet(true)) Thread.onSpinWait(); }\n"
                + " public void unlock() { b.set(false); } }");
        expect("check(\"90.1\", MyLock.class);", "✓ no increment is lost", "PASSED");
    }

    @Test
    void redefinedTwice() {
        notebook.run("class Again { public void lock() {} public void unlock() {} }");
        notebook.run("class Again { int more; public void lock() {} public void unlock() {} }");
        expect("judge(\"90.1\", Again.class);", "WRONG", "a second thread got in");
        notebook.run("class Again { AtomicBoolean b = new AtomicBoolean();\n"
                + " public void lock() { while (b.getAndSet(true)) Thread.onSpinWait(); }\n"
                + " public void unlock() { b.set(false); } }");
        expect("judge(\"90.1\", Again.class);", "PASSED");
        notebook.run("class Again { AtomicBoolean b = new AtomicBoolean();\n"
                + " public void lock() { while (b.getAndSet(true)) Thread.onSpinWait(); }\n"
                + " public void unlock() { } }");
        expect("judge(\"90.1\", Again.class);", "HUNG");
    }

    @Test
    void linesAreThoseOfTheCell() {
        notebook.run("// a comment\n/* another,\n   of two lines */\n@Deprecated\npublic class Lines {\n"
                + "  public void lock() {\n    throw new IllegalStateException(\"seven\");\n  }\n"
                + "  public void unlock() {} }");
        expect("judge(\"90.1\", Lines.class);", "CRASHED", "IllegalStateException: seven", "line 7, in lock()");
    }

    /** Imports before the class are snippets of their own: the kernel says how many lines of the cell they take. */
    @Test
    void linesOfTheCellThatComeBeforeTheClass() {
        notebook.run("class Below {\n  public void lock() {\n    throw new IllegalStateException(\"three\");\n  }\n"
                + "  public void unlock() {} }");
        expect("judge(\"90.1\", Below.class);", "CRASHED", "IllegalStateException: three", "line 3, in lock()");
        notebook.run("System.setProperty(\"lockstep.cell.lines.before.\" + "
                + "Below.class.getName().replaceAll(\"\\\\D+(\\\\d+).*\", \"$1\"), \"40\");");
        expect("judge(\"90.1\", Below.class);", "line 43, in lock()");
        notebook.run("volatile int above;");
        notebook.run("class Uses {\n public void lock() { above++; }\n public void unlock() {} }");
        notebook.run("System.setProperty(\"lockstep.cell.lines.before.\" + "
                + "Uses.class.getName().replaceAll(\"\\\\D+(\\\\d+).*\", \"$1\"), \"5\");");
        expect("judge(\"90.1\", Uses.class);", "the variable above of another cell (line 7)");
    }

    @Test
    void stuckLinesAreThoseOfTheCell() {
        notebook.run("class Stays {\n  private final AtomicBoolean held = new AtomicBoolean();\n"
                + "  public void lock() {\n    while (!held.compareAndSet(false, true)) {\n"
                + "      Thread.onSpinWait();\n    }\n  }\n  public void unlock() {}\n}");
        expect("judge(\"90.1\", Stays.class);", "HUNG", "at line", "in lock()", "held.compareAndSet");
    }

    @Test
    void genericWithInnerClassRecordEnumLambdaAndSwitch() {
        notebook.run("class Rich<T> {\n  enum State { FREE, HELD }\n  record Seen(State state, String word) {}\n"
                + "  sealed interface Mode permits Fast, Slow {}\n  static final class Fast implements Mode {}\n"
                + "  static final class Slow implements Mode {}\n"
                + "  class Guard implements AutoCloseable { T t;\n    public void close() { unlock(); } }\n"
                + "  private final AtomicReference<State> state = new AtomicReference<>(State.FREE);\n"
                + "  private final Mode mode = new Fast();\n"
                + "  public void lock() {\n"
                + "    java.util.function.BooleanSupplier take = () -> state.compareAndSet(State.FREE, State.HELD);\n"
                + "    while (!take.getAsBoolean()) Thread.onSpinWait();\n"
                + "    switch (new Seen(state.get(), \"held\").word()) {\n      case \"held\" -> { }\n"
                + "      default -> throw new IllegalStateException(); }\n  }\n"
                + "  public void unlock() {\n    switch (state.get()) {\n"
                + "      case HELD: state.set(State.FREE); break;\n"
                + "      default: throw new IllegalMonitorStateException(); }\n"
                + "    new Guard(); if (!(mode instanceof Fast)) throw new IllegalStateException(); }\n}");
        expect("judge(\"90.1\", Rich.class);", "PASSED");
    }

    @Test
    void helpersInOtherCells() {
        notebook.run("class Bit { private final AtomicBoolean b = new AtomicBoolean();\n"
                + " boolean take() { return !b.getAndSet(true); } void free() { b.set(false); } }");
        notebook.run("void rest() { Thread.onSpinWait(); }");
        notebook.run("class Helped { private final Bit bit = new Bit();\n"
                + " public void lock() { while (!bit.take()) rest(); }\n public void unlock() { bit.free(); } }");
        expect("judge(\"90.1\", Helped.class);", "PASSED");
    }

    @Test
    void variableOfAnotherCell() {
        notebook.run("volatile boolean taken = false;");
        notebook.run("class Outside {\n public void lock() {\n  while (taken) Thread.onSpinWait();\n  taken = true;\n }\n"
                + " public void unlock() { taken = false; } }");
        expect("judge(\"90.1\", Outside.class);", "WRONG", "the variable taken of another cell (line 3)",
                "Shared state belongs inside the class");
    }

    @Test
    void namesThatAreNotDeclared() {
        notebook.run("class Early { public void lock() { new NotYet(); } public void unlock() {} }");
        expect("judge(\"90.1\", Early.class);", "WRONG", "names something that is not declared");
    }

    @Test
    void todo() {
        notebook.run("class MyStart { public void lock() {\n throw new Todo(\"90.1\"); }\n"
                + " public void unlock() { throw new Todo(\"90.1\"); } }");
        expect("check(\"90.1\", MyStart.class);", "NOT STARTED YET", "line 2, in lock()");
    }

    @Test
    void schedules() {
        String gate = "class Gate {\n  private final AtomicBoolean shut = new AtomicBoolean();\n"
                + "  public void lock() {\n    while (shut.getAndSet(true)) Thread.onSpinWait();\n  }\n"
                + "  public void unlock() {\n    shut.setOpaque(false);\n  }\n}";
        notebook.run(gate);
        expect("replay(\"90.2\");", "No schedule of 90.2 has failed", "check(\"90.2\", MyGate.class)");
        expect("judge(\"90.2\", Gate.class);", "WRONG", "shut.setOpaque(false) (Gate:7)", "no release",
                "replay(\"90.2\", Gate.class, \"counts:");
        expect("replay(\"90.2\");", "once more", "WRONG", "shut.setOpaque(false) (Gate:7)");
        notebook.run(gate.replace("setOpaque", "setRelease"));
        expect("replay(\"90.2\", Gate.class, \"counts:0\");", "Gate holds under this one schedule");
        expect("replay(\"90.2\", Gate.class, \"counts:1.z\");", "does not fit Gate");
        expect("replay(\"90.2\", Gate.class, \"what\");", "names no schedule of 90.2", "counts or comesBack");
        expect("replay(\"90.1\", Gate.class, \"0\");", "nothing to replay");
        expect("judge(\"90.2\", Gate.class);", "PASSED");
        expect("replay(\"90.2\");", "Gate holds under this one schedule");
    }

    @Test
    void slips() {
        expect("check(\"90.5\", String.class);", "There is no exercise \"90.5\"", "Did you mean \"90.1\"");
        expect("check(null, String.class);", "Say which exercise");
        expect("check(\"90.1\", null);", "null was given");
        expect("check(\"90.1\", String.class);", "java.lang.String is not a class of yours");
        expect("check(\"90.1\", lockstep.harness.Verdict.class);", "the course's own class");
        expect("hint(\"\");", "Say which exercise");
        expect("importProgress(\"nowhere.txt\");", "There is no file");
        assertFalse(notebook.print("progress();").contains("Exception"));
    }
}

package lockstep.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Test;

/** Classes and scenarios typed into JShell, as in a notebook, in a process of JShell's own. */
class JShellTest {
  private static String eval(JShell shell, String source) {
    String value = null;
    while (!source.isBlank()) {
      var info = shell.sourceCodeAnalysis().analyzeCompletion(source);
      for (SnippetEvent e : shell.eval(info.source())) {
        if (e.exception() != null) throw new AssertionError(info.source(), e.exception());
        assertTrue(e.status() == jdk.jshell.Snippet.Status.VALID || e.status() == jdk.jshell.Snippet.Status.OVERWRITTEN,
            () -> e + shell.diagnostics(e.snippet()).map(d -> d.getMessage(null)).toList().toString());
        if (e.value() != null) value = e.value();
      }
      source = info.remaining();
    }
    return value;
  }

  @Test void classesFromJShellAreWoven() {
    try (JShell shell = JShell.builder().build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      eval(shell, "import lockstep.interleave.*; import java.util.concurrent.atomic.*;");
      eval(shell, """
          class MyLock {
            private final AtomicBoolean locked = new AtomicBoolean();
            void lock() { while (locked.getAndSet(true)) Thread.onSpinWait(); }
            void unlock() { locked.setOpaque(false); }
          }
          """);
      eval(shell, """
          Verdict v = Interleave.explore(() -> {
            var lock = new MyLock();
            var count = new int[1];
            Action add = () -> { lock.lock(); count[0]++; lock.unlock(); };
            Interleave.together(add, add);
          });
          """);
      assertEquals("DATA_RACE", eval(shell, "v.kind()"));
      String cause = eval(shell, "v.cause()");
      assertTrue(cause.contains("setOpaque(false) (MyLock:4)"), cause); // the fourth line of the snippet
      assertTrue(cause.contains("(cell:4)"), cause); // count[0]++, in the snippet's own lambda
      String ofExpression = eval(shell, """
          Interleave.explore(() -> {
            var count = new int[1];
            Action add = () -> count[0]++;
            Interleave.together(add, add);
          }).cause()
          """);
      assertTrue(ofExpression.contains("(cell:3)"), ofExpression);
      eval(shell, "var mine = new AtomicInteger();");
      String refused = eval(shell, "Interleave.explore(() -> { mine.get(); }).cause()");
      assertTrue(refused.contains("the notebook's variable mine"), refused);
      for (String mode : List.of("setRelease")) {
        eval(shell, "class MyLock { private final AtomicBoolean locked = new AtomicBoolean(); void lock() { while (locked.getAndSet(true)) Thread.onSpinWait(); }"
            + " void unlock() { locked." + mode + "(false); } }");
        assertEquals("true", eval(shell, """
            Interleave.explore(() -> {
              var lock = new MyLock();
              var count = new int[1];
              Action add = () -> { lock.lock(); count[0]++; lock.unlock(); };
              Interleave.together(add, add);
            }).passed()
            """));
      }
    }
  }
}

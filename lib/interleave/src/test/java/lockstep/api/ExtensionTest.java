package lockstep.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.concurrent.atomic.AtomicInteger;
import lockstep.interleave.Action;
import lockstep.interleave.Interleave;
import lockstep.interleave.junit.Interleaved;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The JUnit extension: one test that passes, one that fails. */
class ExtensionTest {
  private final AtomicInteger fresh = new AtomicInteger();

  @Interleaved void everyExecutionHasANewInstance() {
    assertEquals(0, fresh.get());
    Action add = fresh::incrementAndGet;
    Interleave.together(add, add);
    assertEquals(2, fresh.get());
  }

  static class Broken {
    @Interleaved(preemptions = 1) void lost() {
      var n = new AtomicInteger();
      Action add = () -> n.set(n.get() + 1);
      Interleave.together(add, add);
      assertEquals(2, n.get(), "both counted");
    }
  }

  @Test void aFailureShowsTheSchedule() {
    var listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Broken.class)).build(), listener);
    assertEquals(1, listener.getSummary().getTestsFailedCount());
    String message = listener.getSummary().getFailures().get(0).getException().getMessage();
    assertTrue(message.contains("both counted") && message.contains("n.get() → 0") && message.contains("replay"), message);
  }
}

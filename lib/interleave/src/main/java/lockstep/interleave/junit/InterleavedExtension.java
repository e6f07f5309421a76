package lockstep.interleave.junit;

import java.lang.reflect.Method;
import java.util.Map;
import lockstep.interleave.History;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Progress;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs the body of an {@link Interleaved} test under many schedules, instead of once. What was covered goes into a report entry of the test.
 *
 * <p>JUnit's configuration parameters {@code lockstep.interleave.replay}, {@code .millis} and {@code .effort} stand above the annotation. (They may be given
 * as system properties.)
 */
public final class InterleavedExtension implements InvocationInterceptor, ParameterResolver {
  /** Names a configuration parameter: a schedule's token; only that one is run. */
  public static final String REPLAY = "lockstep.interleave.replay";
  /** Names a configuration parameter: how long an exploration may take, for those who let the number of executions alone decide. */
  public static final String MILLIS = "lockstep.interleave.millis";
  /** Names a configuration parameter: how many steps an exploration may take, over all executions. */
  public static final String EFFORT = "lockstep.interleave.effort";

  @Override public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension) throws Throwable {
    Method method = context.getExecutable();
    Interleaved how = method.getAnnotation(Interleaved.class);
    if (how == null) {
      invocation.proceed();
      return;
    }
    invocation.skip();
    Options options = Options.standard().preemptions(how.preemptions()).surprises(how.surprises()).executions(how.executions())
        .millis(extension.getConfigurationParameter(MILLIS).map(Long::valueOf).orElse(how.millis()))
        .effort(extension.getConfigurationParameter(EFFORT).map(Long::valueOf).orElse(how.effort()))
        .seed(how.seed()).halts(how.halts()).patience(how.patience()).steps(how.steps());
    String token = extension.getConfigurationParameter(REPLAY).orElse(how.replay());
    if (token.isEmpty() && how.progress() != Progress.Level.UNKNOWN) {
      Progress progress = Interleave.progress(options, method).orThrow(how.progress());
      report(extension, progress.verdict(), progress.toString());
      return;
    }
    Verdict verdict = token.isEmpty() ? Interleave.explore(options, method) : Interleave.replay(options, token, method);
    verdict.orThrow();
    report(extension, verdict, verdict.coverage());
  }

  private static void report(ExtensionContext extension, Verdict verdict, String words) {
    extension.publishReportEntry(Map.of("interleave", words, "executions", "" + verdict.executions(), "preemptions", "" + verdict.preemptions(),
        "surprises", "" + verdict.surprises(), "complete", "" + verdict.complete()));
  }

  /** The parameter of a scenario is given in each execution anew; JUnit itself needs none. */
  @Override public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
    return parameter.getParameter().getType() == History.class && parameter.getDeclaringExecutable().isAnnotationPresent(Interleaved.class);
  }

  @Override public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
    return null;
  }
}

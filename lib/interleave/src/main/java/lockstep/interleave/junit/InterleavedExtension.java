package lockstep.interleave.junit;

import java.lang.reflect.Method;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs the body of an {@link Interleaved} test under many schedules, instead of once. */
public final class InterleavedExtension implements InvocationInterceptor {

  @Override public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension) throws Throwable {
    Method method = context.getExecutable();
    Interleaved how = method.getAnnotation(Interleaved.class);
    if (how == null) {
      invocation.proceed();
      return;
    }
    invocation.skip();
    Options options = Options.standard().preemptions(how.preemptions()).surprises(how.surprises()).executions(how.executions()).millis(how.millis())
        .seed(how.seed()).halts(how.halts());
    Verdict verdict = how.replay().isEmpty() ? Interleave.explore(options, method) : Interleave.replay(options, how.replay(), method);
    verdict.orThrow();
    extension.publishReportEntry("interleave", verdict.coverage());
  }
}

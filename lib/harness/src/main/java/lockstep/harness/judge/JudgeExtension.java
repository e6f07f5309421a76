package lockstep.harness.judge;

import java.lang.reflect.Method;
import lockstep.harness.Verdict;
import lockstep.harness.Verdict.State;
import lockstep.harness.child.Child;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Makes a check that Maven or an IDE runs go through the judge's child JVM too: the starter's class is the answer, and
 * each test reports what became of its property there. In the child itself it does nothing.
 */
public final class JudgeExtension implements BeforeAllCallback, InvocationInterceptor {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(JudgeExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (!Child.isHere()) {
            Spec spec = Catalogue.get().byCheck(context.getRequiredTestClass().getName());
            Class<?> starter = Class.forName(spec.starter(), false, context.getRequiredTestClass().getClassLoader());
            Verdict verdict = new Judge(spec, line -> { }).judge(starter);
            context.getStore(HERE).put("verdict", verdict);
            System.out.println(verdict.text());
        }
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
                                    ExtensionContext context) throws Throwable {
        if (Child.isHere()) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        ExtensionContext check = context.getParent().orElse(context); // what is stored there all tests share
        report(check, check.getStore(HERE).get("verdict", Verdict.class), method.getExecutable().getName());
    }

    @Override
    public void interceptBeforeEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
                                          ExtensionContext context) throws Throwable {
        proceedInChild(invocation);
    }

    @Override
    public void interceptAfterEachMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
                                         ExtensionContext context) throws Throwable {
        proceedInChild(invocation);
    }

    @Override
    public void interceptBeforeAllMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
                                         ExtensionContext context) throws Throwable {
        proceedInChild(invocation);
    }

    @Override
    public void interceptAfterAllMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
                                        ExtensionContext context) throws Throwable {
        proceedInChild(invocation);
    }

    private static void proceedInChild(InvocationInterceptor.Invocation<Void> invocation) throws Throwable {
        if (Child.isHere()) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }

    /** One failure tells all; the properties after it are said to be untried, and not to have failed as well. */
    private static void report(ExtensionContext context, Verdict verdict, String method) {
        State state = verdict.properties().stream().filter(l -> l.method().equals(method)).findFirst()
                .map(Verdict.Line::state).orElse(State.NOT_TRIED);
        if (verdict.passed() || state == State.HELD && !verdict.broken().isEmpty()) {
            return;
        }
        boolean told = context.getStore(HERE).get("told") != null;
        if (state == State.NOT_TRIED && (told || !verdict.broken().isEmpty())) {
            throw new TestAbortedException("not tried");
        }
        context.getStore(HERE).put("told", true);
        AssertionFailedError failure = new AssertionFailedError(verdict.kind() + ": " + verdict.headline());
        failure.setStackTrace(new StackTraceElement[0]); // our own frames would only hide the words
        throw failure;
    }
}

package lockstep.harness.stage;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;

/**
 * Stands in for a weak compare-and-set. Weak may fail for no reason, and on x86 it never does; here it does, now and then, in
 * a shaken round.
 */
public final class Weak {

    private Weak() {}

    /** Links a call site that fails when {@link Tap#weakFails} says so, and otherwise does what the answer wrote. */
    public static CallSite link(Lookup answer, String name, MethodType type, Class<?> owner) throws ReflectiveOperationException {
        MethodType call = type.dropParameterTypes(0, 1);
        MethodHandle real = owner == VarHandle.class
                ? MethodHandles.varHandleInvoker(AccessMode.valueFromMethodName(name), call)
                : answer.findVirtual(owner, name, call);
        MethodHandle no = MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, type.parameterList());
        MethodHandle fails = MethodHandles.lookup().findStatic(Tap.class, "weakFails", MethodType.methodType(boolean.class));
        return new ConstantCallSite(MethodHandles.guardWithTest(fails, no, real.asType(type)));
    }
}

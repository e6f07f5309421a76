package lockstep.exercises.ch06_queues;

import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What a queue holds on to. */
public final class Held {

    private Held() {}

    /** Whether something keeps the referent. If not, one collection is enough; on a busy machine each takes its time. */
    public static boolean isHeld(WeakReference<?> reference) {
        for (int i = 0; i < 3 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() != null;
    }

    /**
     * How many objects can be reached from an answer by way of its own classes' fields, arrays, and atomic references.
     * What other classes keep inside is left out: those of the JDK can be trusted.
     */
    public static int objects(Object answer) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> todo = new ArrayDeque<>();
        note(answer, seen, todo);
        while (!todo.isEmpty()) {
            Object next = todo.pop();
            if (next instanceof AtomicReference<?> reference) {
                note(reference.get(), seen, todo);
            } else if (next instanceof AtomicReferenceArray<?> array) {
                for (int i = 0; i < array.length(); i++) {
                    note(array.get(i), seen, todo);
                }
            } else if (next instanceof Object[] array) {
                for (int i = 0; i < array.length; i++) {
                    note(Array.get(array, i), seen, todo);
                }
            } else if (next.getClass().getPackageName().equals(answer.getClass().getPackageName())) {
                fields(next, seen, todo);
            }
        }
        return seen.size();
    }

    private static void fields(Object of, Set<Object> seen, Deque<Object> todo) {
        for (Class<?> c = of.getClass(); c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                boolean refers = !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive();
                if (refers && field.trySetAccessible()) {
                    try {
                        note(field.get(of), seen, todo);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
    }

    private static void note(Object found, Set<Object> seen, Deque<Object> todo) {
        if (found != null && seen.add(found)) {
            todo.push(found);
        }
    }
}

package lockstep.harness.judge;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Compares an answer's public members with the starter's: what the starter has, the answer must have. */
final class Contract {

    private final Class<?> starter;
    private final Class<?> answer;

    Contract(Class<?> starter, Class<?> answer) {
        this.starter = starter;
        this.answer = answer;
    }

    /** Throws a refusal that names everything that is missing. */
    void check() throws Refusal {
        kind();
        List<String> missing = new ArrayList<>();
        compare(starter, answer, missing);
        if (!missing.isEmpty()) {
            throw new Refusal("Your class lacks what the exercise's starter has, and the check calls it: "
                    + String.join("; ", missing) + ".");
        }
    }

    private void kind() throws Refusal {
        String name = answer.getSimpleName();
        if (!starter.isInterface() && answer.isInterface()) {
            throw new Refusal(name + " is an interface; the check needs a class that it can make an object of.");
        }
        if (!Modifier.isAbstract(starter.getModifiers()) && Modifier.isAbstract(answer.getModifiers())) {
            throw new Refusal(name + " is abstract; the check needs a class that it can make an object of.");
        }
        if (!Modifier.isPublic(answer.getModifiers())) {
            throw new Refusal(name + " is not public; write \"public class " + name + "\".");
        }
        if (answer.isMemberClass() && !Modifier.isStatic(answer.getModifiers())) {
            throw new Refusal(name + " is an inner class that needs an object around it; declare it by itself.");
        }
    }

    private void compare(Class<?> wanted, Class<?> given, List<String> missing) {
        for (Constructor<?> c : wanted.getConstructors()) {
            if (Arrays.stream(given.getConstructors()).noneMatch(g -> same(c.getParameterTypes(), g.getParameterTypes()))) {
                missing.add("the public constructor " + wanted.getSimpleName() + parameters(c.getParameters()));
            }
        }
        for (Method m : wanted.getDeclaredMethods()) {
            if (Modifier.isPublic(m.getModifiers()) && !m.isSynthetic() && !has(given, m)) {
                missing.add("the public method " + m.getReturnType().getSimpleName() + " " + m.getName()
                        + parameters(m.getParameters()));
            }
        }
        for (Class<?> type : wanted.getInterfaces()) {
            if (!type.isAssignableFrom(given)) {
                missing.add("\"implements " + type.getSimpleName() + "\"");
            }
        }
        for (Class<?> nested : wanted.getClasses()) {
            if (nested.getDeclaringClass() == wanted) {
                Arrays.stream(given.getClasses()).filter(g -> g.getSimpleName().equals(nested.getSimpleName()))
                        .findFirst().ifPresentOrElse(g -> compare(nested, g, missing),
                                () -> missing.add("the public nested class " + nested.getSimpleName()));
            }
        }
    }

    private boolean has(Class<?> given, Method wanted) {
        return Arrays.stream(given.getMethods()).anyMatch(g -> g.getName().equals(wanted.getName())
                && Modifier.isStatic(g.getModifiers()) == Modifier.isStatic(wanted.getModifiers())
                && same(wanted.getParameterTypes(), g.getParameterTypes())
                && same(wanted.getReturnType(), g.getReturnType()));
    }

    private boolean same(Class<?>[] wanted, Class<?>[] given) {
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!same(wanted[i], given[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether two types are the same once the answer stands in the starter's place. */
    private boolean same(Class<?> wanted, Class<?> given) {
        String name = given.getName();
        if (given.isArray()) {
            return wanted.isArray() && same(wanted.getComponentType(), given.getComponentType());
        }
        if (name.equals(answer.getName()) || name.startsWith(answer.getName() + "$")) {
            return wanted.getName().equals(starter.getName() + name.substring(answer.getName().length()));
        }
        return wanted.getName().equals(name);
    }

    private static String parameters(Parameter[] parameters) {
        return Arrays.stream(parameters).map(p -> p.getType().getSimpleName() + " " + p.getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }
}

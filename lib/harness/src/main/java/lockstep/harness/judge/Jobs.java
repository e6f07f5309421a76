package lockstep.harness.judge;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import lockstep.harness.child.Job;
import lockstep.harness.stage.Schedules;
import lockstep.harness.stage.Stage;
import lockstep.harness.stage.Turbulence;

/** Makes the child's job: each property in its stage, and for each stage the classes as it wants them. */
final class Jobs {

    private Jobs() {}

    /**
     * A job.
     *
     * @param answer the answer's class files under their new names
     * @param parameters JUnit's configuration parameters
     */
    static Job make(Spec spec, Map<String, byte[]> answer, Map<String, String> parameters) throws Refusal {
        Map<String, byte[]> classes = new LinkedHashMap<>(answer);
        addCheck(spec.check().replace('.', '/'), classes);
        List<Stage> stages = stages();
        List<Stage> used = new ArrayList<>();
        List<Job.Property> properties = new ArrayList<>();
        for (Spec.Prop prop : spec.properties()) {
            Stage stage = stages.stream().filter(s -> s.claims(prop.annotations())).findFirst().orElseThrow();
            if (!used.contains(stage)) {
                used.add(stage);
            }
            properties.add(new Job.Property(prop.method(), prop.seconds(), used.indexOf(stage)));
        }
        List<Job.Staged> staged = new ArrayList<>();
        for (Stage stage : used) {
            Map<String, byte[]> rewritten = new LinkedHashMap<>(); // the same order each time
            classes.keySet().forEach(name ->
                    rewritten.put(name, stage.transform(name, classes, answer.containsKey(name))));
            staged.add(new Job.Staged(stage.getClass().getName(), rewritten));
        }
        return new Job(spec.check(), properties,
                answer.keySet().stream().map(n -> n.replace('/', '.')).toList(), staged, parameters, false);
    }

    private static List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        ServiceLoader.load(Stage.class, Catalogue.loader()).forEach(stages::add);
        stages.add(new Schedules());
        stages.add(new Turbulence());
        return stages;
    }

    /** Adds the check's class file and those nested in it. */
    static void addCheck(String check, Map<String, byte[]> classes) throws Refusal {
        try (InputStream in = Catalogue.loader().getResourceAsStream(check + ".class")) {
            if (in == null) {
                throw new Refusal("The course's check " + check.replace('/', '.') + " is not on the class path.");
            }
            byte[] bytes = in.readAllBytes();
            classes.put(check, bytes);
            Set<String> named = new HashSet<>();
            ClassNames.collect(bytes, check, named);
            for (String nested : named) {
                if (nested.startsWith(check + "$") && !classes.containsKey(nested)) {
                    addCheck(nested, classes);
                }
            }
        } catch (IOException e) {
            throw new Refusal("The course's check can't be read: " + e.getMessage());
        }
    }
}

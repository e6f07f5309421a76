package lockstep.harness;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import lockstep.harness.judge.Spec;
import lockstep.harness.progress.Entry;
import lockstep.harness.progress.Progress;

/** The table that {@code progress()} prints. */
final class ProgressTable {

    private final Ansi ansi;

    ProgressTable(boolean colours) {
        ansi = new Ansi(colours);
    }

    String of(Collection<Spec> exercises, Progress progress) {
        StringBuilder text = new StringBuilder();
        long passed = exercises.stream().filter(s -> progress.get(s.id()).passed()).count();
        text.append(ansi.bold(passed + " of " + exercises.size() + " exercises passed")).append("\n");
        String chapter = "";
        int width = exercises.stream().mapToInt(s -> s.title().length()).max().orElse(0);
        for (Spec spec : exercises) {
            if (!spec.chapter().equals(chapter)) {
                chapter = spec.chapter();
                text.append("\n").append(ansi.bold(chapter.substring(2).replace('_', ' '))).append("\n");
            }
            text.append(line(spec, progress.get(spec.id()), width));
        }
        List<String> unknown = new ArrayList<>();
        progress.entries().forEach(e -> {
            if (exercises.stream().noneMatch(s -> s.id().equals(e.id()))) {
                unknown.add(e.id());
            }
        });
        text.append("\n");
        if (!unknown.isEmpty()) {
            text.append("Also in your file, from another version of the course: ").append(String.join(", ", unknown))
                    .append("\n");
        }
        return text.toString();
    }

    private String line(Spec spec, Entry entry, int width) {
        String mark = entry.passed() ? ansi.green("✓") : entry.tries() > 0 ? ansi.yellow("○") : ansi.dim("·");
        String date = LocalDate.ofInstant(entry.when(), ZoneId.systemDefault()).toString();
        String state = entry.passed() ? "passed " + date : entry.tries() > 0 ? "tried " + date : "";
        String counts = (entry.tries() > 0 ? ", " + count(entry.tries(), "try", "tries") : "")
                + (entry.hints() > 0 ? (entry.tries() > 0 ? ", " : "") + count(entry.hints(), "hint", "hints") : "");
        return String.format("  %s %-5s %-" + Math.max(1, width) + "s  %s%s%n", mark, spec.id(), spec.title(), state,
                ansi.dim(counts)).replace("\r\n", "\n");
    }

    private static String count(int n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}

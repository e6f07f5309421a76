package lockstep.proof;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lockstep.harness.Verdict;

/** The evidence as a Markdown table: exercise, version, verdicts, the property that broke, times. */
final class ProofTable {

    private ProofTable() {}

    static String of(List<ProofTest.Seen> all, int times, int atOnce) {
        StringBuilder text = new StringBuilder("# What the judge said of every version\n\n");
        text.append("JDK ").append(System.getProperty("java.version")).append(", ")
                .append(Runtime.getRuntime().availableProcessors()).append(" processors, each version judged ")
                .append(times).append(" times (other right answers a quarter of that), ").append(atOnce).append(" at a time.\n\n");
        text.append("| exercise | version | expected | verdicts | broke | median s | worst s | the mistake |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (ProofTest.Seen seen : all) {
            Versions.Version version = seen.version();
            text.append("| ").append(version.spec().id()).append(" | ").append(version.name()).append(" | ");
            text.append(join(version.expect().stream().sorted().toList())).append(" | ")
                    .append(counted(seen.verdicts().stream().map(v -> v.kind().name()).toList())).append(" | ")
                    .append(counted(seen.verdicts().stream().map(Verdict::broken).filter(b -> !b.isEmpty()).toList()));
            text.append(" | ").append(seconds(seen, 0.5)).append(" | ").append(seconds(seen, 1)).append(" | ")
                    .append(version.why().replace("|", "\\|")).append(" |\n");
        }
        return text.toString();
    }

    private static String join(List<?> list) {
        return String.join(" or ", list.stream().map(Object::toString).toList());
    }

    private static String counted(List<String> words) {
        Map<String, Integer> counts = new TreeMap<>();
        words.forEach(w -> counts.merge(w, 1, Integer::sum));
        return String.join(", ", counts.entrySet().stream().map(e -> e.getValue() + " × " + e.getKey()).toList());
    }

    private static String seconds(ProofTest.Seen seen, double quantile) {
        List<Long> millis = seen.verdicts().stream().map(Verdict::millis).sorted().toList();
        return millis.isEmpty() ? ""
                : String.format(Locale.ROOT, "%.1f", millis.get((int) (quantile * (millis.size() - 1))) / 1000.0);
    }
}

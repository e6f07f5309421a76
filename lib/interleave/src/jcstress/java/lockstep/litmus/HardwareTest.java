package lockstep.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.Test;

/**
 * The litmus programs under jcstress, on this machine's hardware and JIT: nothing that it ever sees may be forbidden by interleave. Writes the comparison as a
 * table to {@code target/litmus/litmus.md}.
 *
 * <p>Passing does not prove interleave right: a machine shows what it happens to do, and x86 happens to do little. But every outcome here that interleave did
 * not foresee is a mistake of interleave, or of Java.
 */
class HardwareTest {
  private static final Path FOLDER = Path.of("target", "litmus").toAbsolutePath();

  private final List<String> problems = new ArrayList<>();
  private int compared;

  @Test void nothingSeenIsForbidden() throws Exception {
    String arguments = System.getProperty("litmus.jcstress", "-m quick").replaceAll("\\s+", " ").strip();
    List<Suite.Entry> entries = Suite.entries();
    Files.createDirectories(FOLDER);
    var run = new StressRun(FOLDER);
    run.run(StressSources.make(entries, FOLDER), arguments);
    problems.addAll(run.troubles());

    var table = new StringBuilder(head(arguments));
    for (Suite.Entry entry : entries) table.append(line(entry, run)).append('\n');
    table.append("\n").append(compared).append(" programs compared; ").append(problems.isEmpty() ? "nothing was seen that interleave forbids." : problems.toString());
    Files.writeString(FOLDER.resolve("litmus.md"), table.append('\n'));
    System.out.println(compared + " litmus programs compared with jcstress: see " + FOLDER.resolve("litmus.md"));
    assertEquals(List.of(), problems);
    assertTrue(compared > 0, "this machine has too few processors for any of it");
  }

  private String line(Suite.Entry entry, StressRun run) {
    Row row = entry.row();
    Verdict verdict = entry.exploreMore();
    SortedSet<String> explored = verdict.outcomes();
    SortedMap<String, Long> seen = seen(row, run.seen(StressSources.name(entry)));
    if (seen == null && row.program().threads() <= Runtime.getRuntime().availableProcessors()) problems.add(row.name() + " was not run");
    if (seen != null && seen.isEmpty()) problems.add(row.name() + ": nothing was counted");
    if (seen != null) compared++;
    if (!row.race()) {
      if (!verdict.passed()) problems.add(row.name() + ": " + verdict);
      if (!explored.equals(row.explored())) problems.add(row.name() + ": interleave explores " + explored + ", its table says " + row.explored());
      if (seen != null) {
        for (String outcome : unforeseen(seen.keySet(), explored, row.unexplored())) {
          problems.add(row.name() + ": jcstress saw " + outcome + ", interleave never does");
        }
      }
    }
    String allowed = row.race() ? (verdict.passed() ? "not refused" : "refused as a data race") : list(explored);
    String forbidden = row.race() ? "" : list(without(row, explored));
    String counts = seen == null ? "not run: needs " + row.program().threads() + " processors"
        : seen.entrySet().stream().map(e -> "`%s` × %,d".formatted(e.getKey(), e.getValue())).collect(Collectors.joining("<br>"));
    return "| " + String.join(" | ", row.program().getClass().getSimpleName(), row.modes(), allowed, forbidden, list(row.unexplored()), counts, row.source()) + " |";
  }

  /** What was seen although interleave never does it, and does not say that it leaves it out. */
  private static SortedSet<String> unforeseen(Collection<String> seen, Collection<String> explored, Collection<String> unexplored) {
    SortedSet<String> rest = new TreeSet<>(seen);
    rest.removeAll(explored);
    rest.removeAll(unexplored);
    return rest;
  }

  @Test void whatWasNotForeseenIsTold() {
    Row buffering = LB.rows()[1];
    assertEquals(Set.of("0 0"), unforeseen(List.of("0 0", "0 1"), SB.rows()[6].explored(), List.of()), "both volatile, and neither saw the other");
    assertEquals(Set.of(), unforeseen(List.of("1 1"), buffering.explored(), buffering.unexplored()), "listed as not explored");
    assertEquals(Set.of("1 1"), unforeseen(List.of("1 1"), buffering.explored(), List.of()), "not listed");
  }

  private static SortedMap<String, Long> seen(Row row, SortedMap<String, Long> raw) {
    if (raw == null) return null;
    SortedMap<String, Long> seen = new TreeMap<>();
    raw.forEach((state, count) -> seen.merge(StressRun.outcome(state, row.program().notes().length), count, Long::sum));
    return seen;
  }

  /** What interleave never does, of all that one could think of. */
  private static SortedSet<String> without(Row row, SortedSet<String> explored) {
    SortedSet<String> rest = new TreeSet<>(row.allowed());
    rest.addAll(row.forbidden());
    rest.removeAll(explored);
    rest.removeAll(row.unexplored());
    return rest;
  }

  private static String list(Iterable<String> outcomes) {
    List<String> all = new ArrayList<>();
    outcomes.forEach(o -> all.add("`" + o + "`"));
    return String.join(", ", all);
  }

  private static String head(String arguments) {
    return """
        # Litmus programs: what interleave allows, and what jcstress saw

        JDK %s, %s, %d processors; jcstress %s

        | program | modes | interleave explores | interleave forbids | allowed, but not explored | seen by jcstress | source |
        | --- | --- | --- | --- | --- | --- | --- |
        """.formatted(System.getProperty("java.vm.version"), System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), arguments);
  }
}

package lockstep.reduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import lockstep.interleave.Interleave;
import lockstep.interleave.Options;
import lockstep.interleave.Verdict;
import org.junit.jupiter.api.Test;

/** Skipping equivalent schedules loses nothing, with bounds and without: the same verdict and the same outcomes as if all were run. */
class ReductionTest {
  private static final int PROGRAMS = Integer.getInteger("lockstep.programs", 40); // 200 in profile "proof"
  private static final Options ALL = Options.standard().preemptions(40).surprises(40).executions(8_000).millis(60_000);

  @Test void randomProgramsComeOutTheSame() {
    Map<String, String> sources = new LinkedHashMap<>();
    for (int seed = 1; seed <= PROGRAMS; seed++) sources.put("P" + seed, RandomProgram.source(seed, "P" + seed));
    InMemory programs = InMemory.compile(sources);
    Map<String, long[]> sums = new LinkedHashMap<>();
    StringBuilder differences = new StringBuilder();
    sources.forEach((name, source) -> {
      for (Options options : new Options[] {ALL.preemptions(0).surprises(1), ALL.preemptions(1).surprises(1), ALL.preemptions(2).surprises(2), ALL}) {
        Verdict full = Interleave.explore(options.reduce(false), programs.scenario(name));
        Verdict reduced = Interleave.explore(options, programs.scenario(name));
        if (full.passed() && !full.complete() && full.preemptions() < options.preemptions()) continue; // too large to say
        String bounds = options.preemptions() == 40 ? "no bounds" : options.preemptions() + " preemptions, " + options.surprises() + " surprises";
        long[] sum = sums.computeIfAbsent(bounds, b -> new long[4]);
        sum[0]++;
        sum[1] += full.executions();
        sum[2] += reduced.executions();
        sum[3] += reduced.passed() ? 0 : 1;
        if (full.kind() != reduced.kind() || full.complete() && !reduced.complete() || full.passed() && !full.outcomes().equals(reduced.outcomes())) {
          differences.append(name).append(" with ").append(bounds).append(":\n").append(source).append("all: ").append(full.outcomes()).append(full)
              .append("\nreduced: ").append(reduced.outcomes()).append(reduced).append("\n\n");
        }
      }
    });
    sums.forEach((bounds, sum) -> System.out.printf(Locale.ROOT, "%-28s %d programs (%d fail), %,d executions, reduced to %,d%n", bounds, sum[0], sum[3], sum[1], sum[2]));
    assertEquals("", differences.toString());
    assertTrue(sums.get("no bounds")[0] > PROGRAMS / 2, "most programs are explored completely");
  }
}

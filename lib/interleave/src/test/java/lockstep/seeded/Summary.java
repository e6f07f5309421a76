package lockstep.seeded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was found, as a table: a row per kind of mistake. */
final class Summary {
  private Summary() {}

  static String of(List<Judged> all, int times) {
    Map<String, List<Judged>> kinds = all.stream().collect(Collectors.groupingBy(j -> j.program().kind(),
        TreeMap::new, Collectors.toList()));
    StringBuilder out = new StringBuilder("# The seeded corpus\n\nEach program judged " + times + (times == 1
        ? " time.\n\n" : " times.\n\n"));
    out.append("| kind | wrong | found | right | accused | median ms | worst ms |\n");
    out.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    kinds.forEach((kind, judged) -> out.append(row(kind, judged)));
    out.append(row("**all**", all)).append("\n## Coverage of the right programs\n\n");
    out.append("| program | said | executions | ms |\n| --- | --- | ---: | ---: |\n");
    for (Judged j : once(all)) {
      if (!j.program().wrong()) out.append(line(j, j.passed() ? j.coverage() : j.kind().toString()));
    }
    out.append("\n## The wrong programs\n\n| program | said | executions | ms |\n| --- | --- | ---: | ---: |\n");
    for (Judged j : once(all)) {
      if (j.program().wrong()) out.append(line(j, j.passed() ? "**missed**: " + j.coverage()
          : j.kind().toString()));
    }
    out.append("\n## Known faults\n\n");
    for (Judged j : once(all)) {
      if (j.program().known() != null) out.append("- " + j.program().name() + ": " + j.program().known().why() + "\n");
    }
    return out.toString();
  }

  private static String line(Judged j, String said) {
    return "| " + j.program().name() + " | " + said + " | " + j.executions() + " | " + j.millis()
        + " |\n";
  }

  private static String row(String kind, List<Judged> judged) {
    List<Judged> wrong = once(judged).stream().filter(j -> j.program().wrong()).toList();
    List<Judged> right = once(judged).stream().filter(j -> !j.program().wrong()).toList();
    long found = wrong.stream().filter(j -> j.asDeserved()).count();
    long accused = right.stream().filter(j -> !j.asDeserved()).count();
    long[] millis = judged.stream().mapToLong(j -> j.millis()).sorted().toArray();
    return "| " + kind + " | " + wrong.size() + " | " + found + " | " + right.size() + " | " + accused + " | "
        + (millis.length == 0 ? "| " : millis[millis.length / 2] + " | " + millis[millis.length - 1]) + " |\n";
  }

  private static List<Judged> once(List<Judged> judged) {
    List<Judged> firsts = new ArrayList<>();
    for (Judged j : judged) if (firsts.stream().noneMatch(other -> other.program().equals(j.program()))) firsts.add(j);
    firsts.sort(Comparator.comparing(j -> j.program().name()));
    return firsts;
  }
}

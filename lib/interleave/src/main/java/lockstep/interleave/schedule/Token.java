package lockstep.interleave.schedule;

import java.util.Arrays;

/**
 * A schedule as a short word, such as {@code 3.1-9.2}: at the third decision take option 1, nine decisions later option 2, everywhere else
 * option 0. Numbers are in base 36. A {@code u-} before it says that giving a lock back was a step: see {@link Explorer}.
 */
public final class Token {
  private static final int LONGEST = 1 << 20;

  private static final String UNLOCKS = "u-";

  private Token() {}

  static String of(int[] options, boolean unlocksAreSteps) {
    return unlocksAreSteps ? UNLOCKS + of(options) : of(options);
  }

  public static String of(int[] options) {
    StringBuilder text = new StringBuilder();
    int last = 0;
    for (int i = 0; i < options.length; i++) {
      if (options[i] == 0) continue;
      if (text.length() > 0) text.append('-');
      text.append(Integer.toString(i + 1 - last, 36)).append('.').append(Integer.toString(options[i], 36));
      last = i + 1;
    }
    return text.length() == 0 ? "0" : text.toString();
  }

  public static int[] parse(String token) {
    if (token == null) throw new IllegalArgumentException("no token: a verdict that passed has none, for it has no failing schedule.");
    String choices = unlocksAreSteps(token) ? token.substring(UNLOCKS.length()) : token;
    if (choices.equals("0")) return new int[0];
    int[] options = {};
    try {
      for (String part : choices.split("-")) {
        String[] numbers = part.split("\\.");
        if (numbers.length != 2) throw new NumberFormatException();
        int step = Integer.parseInt(numbers[0], 36);
        if (step < 1 || options.length + step > LONGEST) throw new NumberFormatException();
        options = Arrays.copyOf(options, options.length + step);
        options[options.length - 1] = Integer.parseInt(numbers[1], 36);
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a schedule: \"" + token + "\". The token of a schedule, such as \"3.1-9.2\", stands at the end of a failed verdict.", e);
    }
    return options;
  }

  /** Does the schedule have a step wherever a lock is given back? */
  static boolean unlocksAreSteps(String token) {
    return token != null && token.startsWith(UNLOCKS);
  }
}

package lockstep.interleave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a test class that must return true after every step of each of its scenarios, and when they are over.
 *
 * <pre>{@code
 * class AccountsTest {
 *   final Accounts accounts = new Accounts(100, 0);
 *
 *   @Invariant("nobody is overdrawn") boolean solvent() { return accounts.a() >= 0 && accounts.b() >= 0; }
 *
 *   @Interleaved void transfers() {
 *     Interleave.together(() -> accounts.transfer(70), () -> accounts.transfer(70));
 *   }
 * }
 * }</pre>
 *
 * <p>The method has no parameters and returns a boolean. It is evaluated from outside: it may read anything and must
 * change nothing. It sees what was stored last, whatever a thread would be allowed to see.
 *
 * @see Interleave#always the same within a scenario
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Invariant {
  /** What must hold, in words for the report. */
  String value();

  /** Only when the scenario is over. */
  boolean atEnd() default false;
}

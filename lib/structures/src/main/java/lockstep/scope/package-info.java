/**
 * Threads that end with their block. Samples throughout the course use them, from chapter {@code 01-atomics} on.
 *
 * <p>Choose {@link lockstep.scope.Scope} for a few threads with names, which all do their part and then end. For many
 * short tasks choose an {@link java.util.concurrent.ExecutorService}; where one result is enough, or the first failure
 * should end the others, the JDK's structured concurrency.
 *
 * <p>Source: Rust's {@code std::thread::scope}.
 */
package lockstep.scope;

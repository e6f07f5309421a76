/**
 * A value made once, on first use. Chapter {@code 01-atomics} builds it, and samples throughout the course use it.
 *
 * <p>Choose {@link lockstep.once.Lazy} where making the value is costly or must wait for something. A constant that is
 * always needed is better made at once; one per class is made lazily by the JVM itself, if you put it into a nested
 * holder class.
 *
 * <p>Sources: Rust's {@code once_cell::sync::Lazy}; the "Double-Checked Locking is Broken" Declaration, 2001.
 */
package lockstep.once;

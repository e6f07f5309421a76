/**
 * Epoch-based reclamation. Chapter {@code 05-stack} tells why Rust needs it everywhere, and Java only here.
 *
 * <p>Choose {@link lockstep.epoch.Epoch} where something that was taken out of a shared structure must not be reused or
 * freed while another thread may still look at it: pooled nodes, memory outside the heap, a callback on removal. For
 * ordinary objects choose nothing at all: the garbage collector does it. {@link java.lang.ref.Cleaner} tells when
 * nobody
 * <i>can</i> look any more, in its own time; an epoch tells when nobody <i>does</i>, and soon.
 *
 * <p>Sources: K. Fraser, Practical lock-freedom, University of Cambridge TR 579, 2004; T. Hart, P. McKenney, A. Demke
 * Brown and J. Walpole, Performance of memory reclamation for lockless synchronization, JPDC 67(12), 2007; Rust's
 * {@code crossbeam-epoch}; M. Michael, Hazard pointers, IEEE TPDS 15(6), 2004, for what epochs do without: a bound on
 * what one stopped thread can keep back.
 */
package lockstep.epoch;

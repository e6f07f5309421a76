//! Pairs a microsecond of Rust's queues: each thread pushes and pops in turn, as the Java side's `QueueBench.pair` does.
//!
//! `pairs QUEUE THREADS`, in a process of its own, prints one line: the queue, the threads, pairs a microsecond, the
//! largest thread's share of the turns, and how much of the processors the threads have had. Warm-up and measuring take
//! as long, and as many turns, as in Java: `lockstep.bench.SideBySide`.

use concurrent_queue::ConcurrentQueue;
use crossbeam_queue::{ArrayQueue, SegQueue};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

const WARM_UPS: usize = 3;
const WARM_UP: Duration = Duration::from_millis(400);
const MEASUREMENTS: usize = 3;
const MEASUREMENT: Duration = Duration::from_millis(500);
const CAPACITY: usize = 1024;

/// What goes through: a reference, as in Java, and always the same.
type Element = &'static u64;
static ELEMENT: u64 = 7;

trait Queue: Sync {
    fn push(&self, element: Element);
    fn pop(&self) -> Option<Element>;
}

impl Queue for SegQueue<Element> {
    fn push(&self, element: Element) {
        SegQueue::push(self, element)
    }
    fn pop(&self) -> Option<Element> {
        SegQueue::pop(self)
    }
}

impl Queue for ArrayQueue<Element> {
    fn push(&self, element: Element) {
        let _ = ArrayQueue::push(self, element); // Java's side does not look either
    }
    fn pop(&self) -> Option<Element> {
        ArrayQueue::pop(self)
    }
}

impl Queue for ConcurrentQueue<Element> {
    fn push(&self, element: Element) {
        let _ = ConcurrentQueue::push(self, element);
    }
    fn pop(&self) -> Option<Element> {
        ConcurrentQueue::pop(self).ok()
    }
}

/// One thread's part of one iteration.
#[derive(Clone, Copy)]
struct Part {
    turns: u64,
    passed: f64,
    on_cpu: f64,
}

fn main() {
    let mut words = std::env::args().skip(1);
    let queue = words.next().expect("which queue");
    let threads: usize = words.next().and_then(|n| n.parse().ok()).expect("how many threads");
    let line = match queue.as_str() {
        "SegQueue" => run(&SegQueue::new(), threads),
        "ArrayQueue" => run(&ArrayQueue::new(CAPACITY), threads),
        "unbounded" => run(&ConcurrentQueue::unbounded(), threads),
        "bounded" => run(&ConcurrentQueue::bounded(CAPACITY), threads),
        "single" => run(&ConcurrentQueue::bounded(1), threads),
        other => panic!("no queue {other}"),
    };
    println!("{queue} {threads} {line}");
}

/// Runs all iterations; gives pairs a microsecond, the largest share, and the processors' part, means of the measured ones.
fn run<Q: Queue>(queue: &Q, threads: usize) -> String {
    let stop = AtomicBool::new(false);
    let gate = Barrier::new(threads + 1);
    let iterations = WARM_UPS + MEASUREMENTS;
    let parts: Vec<Vec<Part>> = thread::scope(|scope| {
        let crew: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| (0..iterations).map(|_| iteration(queue, &stop, &gate)).collect::<Vec<_>>()))
            .collect();
        for i in 0..iterations {
            gate.wait();
            thread::sleep(if i < WARM_UPS { WARM_UP } else { MEASUREMENT });
            stop.store(true, Ordering::Relaxed);
            gate.wait();
            stop.store(false, Ordering::Relaxed);
        }
        crew.into_iter().map(|member| member.join().unwrap()).collect()
    });
    let processors = thread::available_parallelism().map_or(1, |n| n.get());
    let (mut score, mut share, mut busy) = (0.0, 0.0, 0.0);
    for i in WARM_UPS..iterations {
        let now: Vec<Part> = parts.iter().map(|of_thread| of_thread[i]).collect();
        let turns: u64 = now.iter().map(|part| part.turns).sum();
        let most = now.iter().map(|part| part.turns).max().unwrap();
        let passed: f64 = now.iter().map(|part| part.passed).sum();
        let on_cpu: f64 = now.iter().map(|part| part.on_cpu).sum();
        score += now.iter().map(|part| part.turns as f64 / part.passed / 1e6).sum::<f64>();
        share += most as f64 / turns as f64;
        busy += on_cpu / (passed * threads.min(processors) as f64 / threads as f64);
    }
    let n = MEASUREMENTS as f64;
    format!("{:.3} {:.3} {:.3}", score / n, share / n, busy / n)
}

fn iteration<Q: Queue>(queue: &Q, stop: &AtomicBool, gate: &Barrier) -> Part {
    gate.wait();
    let begin = Instant::now();
    let cpu = thread_seconds();
    let mut turns = 0;
    let mut popped = 0u64;
    while !stop.load(Ordering::Relaxed) {
        turns += 1;
        queue.push(&ELEMENT);
        if let Some(element) = queue.pop() {
            popped = popped.wrapping_add(*element);
        }
    }
    let part = Part { turns, passed: begin.elapsed().as_secs_f64(), on_cpu: thread_seconds() - cpu };
    assert!(popped > 0, "nothing came out");
    gate.wait();
    part
}

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanos: i64,
}

extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}

/// Seconds that this thread has been on a processor. Linux on 64 bits; the standard library does not tell.
fn thread_seconds() -> f64 {
    const CLOCK_THREAD_CPUTIME_ID: i32 = 3;
    let mut time = Timespec { seconds: 0, nanos: 0 };
    let failed = unsafe { clock_gettime(CLOCK_THREAD_CPUTIME_ID, &mut time) };
    assert_eq!(0, failed, "no clock of this thread's time");
    time.seconds as f64 + time.nanos as f64 / 1e9
}

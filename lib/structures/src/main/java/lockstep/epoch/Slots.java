package lockstep.epoch;

/**
 * A slot's state with 128 bytes before it and after it that no other slot's owner writes: each guard is opened and
 * closed in a cache line of its own. The JVM lays out a class's fields after its superclass's.
 */
final class Slots {

    private Slots() {
    }

    abstract static class Before {
        int b00, b01, b02, b03, b04, b05, b06, b07, b08, b09, b10, b11, b12, b13, b14, b15;
        int b16, b17, b18, b19, b20, b21, b22, b23, b24, b25, b26, b27, b28, b29, b30, b31;
    }

    abstract static class State extends Before {
        /**
         * FREE, BUSY, or the epoch that the guard here announces. Invariant: taken by compare-and-set, from FREE only.
         */
        long state;
    }

    abstract static class Padded extends State {
        int a00, a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12, a13, a14, a15;
        int a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31;
    }
}

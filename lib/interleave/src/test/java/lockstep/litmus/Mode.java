package lockstep.litmus;

import java.util.concurrent.atomic.AtomicInteger;

/** An access mode, as a litmus program is given one for each of its accesses. */
public enum Mode {
  PLAIN {
    @Override int load(AtomicInteger place) {
      return place.getPlain();
    }

    @Override void store(AtomicInteger place, int value) {
      place.setPlain(value);
    }
  },

  OPAQUE {
    @Override int load(AtomicInteger place) {
      return place.getOpaque();
    }

    @Override void store(AtomicInteger place, int value) {
      place.setOpaque(value);
    }
  },

  /** Loads acquire, stores release. */
  ACQ_REL {
    @Override int load(AtomicInteger place) {
      return place.getAcquire();
    }

    @Override void store(AtomicInteger place, int value) {
      place.setRelease(value);
    }
  },

  VOLATILE {
    @Override int load(AtomicInteger place) {
      return place.get();
    }

    @Override void store(AtomicInteger place, int value) {
      place.set(value);
    }
  };

  abstract int load(AtomicInteger place);

  abstract void store(AtomicInteger place, int value);
}

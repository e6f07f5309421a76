package lockstep.litmus;

import java.lang.invoke.VarHandle;

/** A fence between two accesses, or none. */
public enum Fence {
  NONE {
    @Override void stand() {
      // nothing stands here
    }
  },

  ACQUIRE {
    @Override void stand() {
      VarHandle.acquireFence();
    }
  },

  RELEASE {
    @Override void stand() {
      VarHandle.releaseFence();
    }
  },

  FULL {
    @Override void stand() {
      VarHandle.fullFence();
    }
  };

  abstract void stand();
}

package lockstep.harness.judge;

import java.io.IOException;
import java.nio.file.Path;
import lockstep.harness.child.Job;

/** The child at hand: the one that has tried the last answer if it takes more, else a new one. */
final class Children implements AutoCloseable {

    private final String classPath;
    private Path archive = Archive.ready();
    private ChildProcess child;
    private boolean warm;

    Children(String classPath) {
        this.classPath = classPath;
    }

    /** Hands this job to a child. The verdict on the last job must have been heard. */
    ChildProcess take(Job job) throws IOException, InterruptedException {
        warm = child != null && child.takesMore();
        if (!warm) {
            close();
            child = new ChildProcess(classPath, archive);
        }
        child.take(job);
        return child;
    }

    /** Whether the child at hand is known to be up, from an earlier job. */
    boolean isWarm() {
        return warm;
    }

    /** A child has not come up. Throws away the archive, which may be damaged: whether there was one to blame. */
    boolean dropArchive() {
        if (archive == null) {
            return false;
        }
        archive = null;
        Archive.discard();
        close();
        return true;
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
    }
}

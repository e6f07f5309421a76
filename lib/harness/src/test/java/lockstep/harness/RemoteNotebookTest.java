package lockstep.harness;

/** Cells in a JVM of their own, as in the course's kernel. */
class RemoteNotebookTest extends NotebookCells {

    RemoteNotebookTest() {
        super(null);
    }
}

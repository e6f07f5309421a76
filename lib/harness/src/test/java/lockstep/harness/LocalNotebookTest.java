package lockstep.harness;

/** Cells in the kernel's JVM, as in IJava. */
class LocalNotebookTest extends NotebookCells {

    LocalNotebookTest() {
        super("local");
    }
}

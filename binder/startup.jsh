// Read by the kernel before the first cell: what every chapter may use without an import.
// Both kernels read it, IJava and the course's own. One import a line; a package must exist.
// The last two lines keep schedules to a notebook's width, and tell IJava's cells by their lines.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;
import java.util.stream.*;
import java.lang.invoke.*;
import java.time.*;
import java.io.*;
import lockstep.harness.Todo;
import static lockstep.harness.Lockstep.*;
import lockstep.spin.*;
import lockstep.value.*;
import lockstep.guard.*;
import lockstep.stack.*;
import lockstep.epoch.*;
import lockstep.interleave.*;
import lockstep.lesson.*;
import lockstep.once.*;
import lockstep.queue.*;
import lockstep.scope.*;
import lockstep.stress.*;
System.setProperty("lockstep.width", "98");
lockstep.harness.IJavaCells.watch();

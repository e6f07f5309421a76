/**
 * Failing schedules for readers: as a table, as a picture, and as data.
 */
package lockstep.interleave.report;

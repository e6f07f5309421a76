/**
 * What the notebooks show: charts drawn as SVG, and locks measured side by side. It knows nothing of exercises or of
 * the library's classes; a cell hands both in.
 */
package lockstep.lesson;

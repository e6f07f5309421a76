package lockstep.interleave.schedule;

import java.util.SortedMap;

/**
 * What an exploration found.
 *
 * @param failure the mistake, or null
 * @param recorder the shortest failing execution found, recorded; null if nothing failed
 * @param token that schedule as a word
 * @param executions how many executions were run
 * @param skipped how many of these ended early because an equivalent one had been run
 * @param preemptions the highest bound on preemptions under which everything was explored; -1 if none
 * @param surprises the bound on surprises that goes with it
 * @param complete was everything explored, with no bound in the way?
 * @param outcomes what the program said it observed, and how often
 * @param millis how long it took
 */
public record Result(Failure failure, Recorder recorder, String token, int executions, int skipped, int preemptions, int surprises,
    boolean complete, SortedMap<String, Integer> outcomes, long millis) {}

/** CUDA graphs: what was recorded once is computed again at each replay, from what its inputs hold then. */
import type { Place } from "../source/source-file.ts";
import type { Machine } from "./machine.ts";
import type { Origin } from "./origin.ts";

/** The operations of one recording. */
export interface Recording {
  /** What went in from outside of it. */
  readonly inputs: Set<Origin>;
  readonly results: Set<Origin>;
}

/** `with torch.cuda.graph(g):` and `g.capture_begin()`. */
export function startRecording(machine: Machine): void {
  machine.recordings.push({ inputs: new Set(), results: new Set() });
  machine.isRecording.current = true;
}

/** Notes an operation that takes place while a graph is recorded; `seen` is its inputs, not what they hold. */
export function noteRecorded(machine: Machine, seen: readonly Origin[], results: readonly Origin[]): void {
  const recording = machine.recordings.at(-1);
  if (recording === undefined || !machine.isRecording.current) return;
  for (const input of seen) if (!recording.results.has(input)) recording.inputs.add(input);
  for (const result of results) recording.results.add(result);
}

/** Which graph is replayed is not told apart: all that were recorded are computed again. */
export function replayGraphs(machine: Machine, at: Place): void {
  for (const { inputs, results } of machine.recordings) {
    const held = [...inputs].map((input) => machine.memory.read(input));
    for (const result of results)
      machine.memory.write(result, held, at, "all", "computed again by the graph");
  }
}

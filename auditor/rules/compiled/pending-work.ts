/** Work that C++ starts beside the caller's stream and does not wait for. */
import type { CppPendingWork } from "../../cpp/conduct.ts";
import type { CppModel } from "../../cpp/model.ts";
import type { LabelledPlace, RuleContext } from "../define-rule.ts";

export interface CompiledPendingWork {
  readonly what: "stream" | "thread";
  readonly at: CppPendingWork["at"];
  readonly isSure: boolean;
  readonly steps: readonly LabelledPlace[];
}

/** Python that waits for the device, or for anything on it. */
const WAITS = /(^|[.?])(synchronize|wait_stream|wait_event|item|tolist|cpu|numpy)$/;

export function compiledPendingWork({
  cpp,
  model,
}: Pick<RuleContext<Record<string, string>>, "cpp" | "model">): readonly CompiledPendingWork[] {
  if (cpp.pending.length === 0) return [];
  if (model.operations.some(({ path, reach, inEntry }) => reach === "scored" && inEntry && WAITS.test(path)))
    return [];
  return cpp.pending.flatMap(({ function: within, at, stream }) => {
    const site = within.sites.find(({ reach }) => reach === "scored");
    if (site === undefined || waitsElsewhere(cpp, within.name)) return [];
    const how =
      stream === undefined
        ? "runs it on a thread that it lets go"
        : `starts it on a stream from ${stream.name}`;
    return [
      {
        what: stream === undefined ? "thread" : "stream",
        at,
        // The default stream waits for a blocking one, and who measures there misses nothing.
        isSure: stream?.isBlocking !== true,
        steps: [
          { at: site.at, label: `calls ${within.name}, which is compiled` },
          { at, label: how },
        ],
      } as const,
    ];
  });
}

const JOINS = /Synchronize$|StreamWaitEvent$|^\.?(synchronize|block|join|wait\w*)$/;

/** Another function that the entry calls waits for what this one started. */
function waitsElsewhere(cpp: CppModel, name: string): boolean {
  return cpp.calls.some(
    ({ path, function: within }) =>
      JOINS.test(path) &&
      within !== undefined &&
      within.name !== name &&
      within.sites.some(({ reach, inEntry }) => reach === "scored" && inEntry),
  );
}

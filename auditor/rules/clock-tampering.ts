import type { OperationFact } from "../python/facts.ts";
import type { Value } from "../python/values.ts";
import { compiledClocks } from "./compiled/clocks.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { timingKind } from "./tampering/clocks.ts";
import { commandOf } from "./tampering/commands.ts";
import { effectOf, hasEntry } from "./tampering/reach.ts";
import {
  isOwnCode,
  passesThrough,
  replacementsOf,
  wrapsOriginal,
  type Replacement,
} from "./tampering/replacements.ts";

const messages = {
  clock: "replaces {path}, which tells the time",
  synchronisation: "replaces {path}, which waits until the device has finished",
  open: "replaces functions of {path}, which measures time or waits for the device, under names that are computed while running",
  frozen: "makes the clock tell another time with {path}",
} as const;

type Context = RuleContext<typeof messages>;

export const clockTampering = defineRule({
  id: "clock-tampering",
  classes: ["C1", "C3"],
  inForce: "declared",
  enforces: ["measurement-tampering"],
  docs: {
    title: "Replaced clock or synchronisation",
    what:
      "Reports code that puts something of its own in the place of a clock, a timing event or a wait for the device (`time.perf_counter`, `torch.cuda.Event`, " +
      "`torch.cuda.synchronize`, a benchmark module), by assignment, `setattr`, a module's `__dict__`, `sys.modules` or a mock, and code that sets or freezes the " +
      "clock. Reading a clock, own classes of such names, and wrappers that give back the time unchanged are free.",
    why: "A measured time says how fast the code is only as long as the clock and the waiting are real.",
    violation: `
import time

time.perf_counter = lambda: 0.0
`,
    allowed: `
import time

begin = time.perf_counter()
print(f"set up in {time.perf_counter() - begin:.3f} s")
`,
  },
  messages,
  defaultClause: "Clocks, events and synchronisation are not replaced.",
  check(context) {
    const { model } = context;
    const entered = hasEntry(context);
    for (const { kind, name, at, steps } of compiledClocks(context.cpp))
      context.report({
        at,
        message: kind,
        data: { path: name },
        class: kind === "clock" ? "C1" : "C3",
        confidence: "likely",
        effect: "attempted",
        steps,
      });
    for (const replacement of replacementsOf(model)) checkReplacement(context, replacement, entered);
    for (const operation of model.operations) {
      const effect = effectOf(operation, entered);
      if (effect === undefined || !setsTheClock(operation)) continue;
      context.report({
        at: operation.at,
        message: "frozen",
        data: { path: operation.path },
        confidence: "likely",
        effect,
        steps: [
          ...context.stepsOf(operation.binding),
          { at: operation.at, label: `calls ${operation.path}` },
        ],
      });
    }
  },
});

function checkReplacement(context: Context, replacement: Replacement, entered: boolean): void {
  const { model } = context;
  const { path, value, at, binding } = replacement;
  const kind = replacement.file === undefined ? timingKind(path) : undefined;
  const effect = effectOf(replacement, entered);
  if (kind === undefined || effect === undefined) return;
  if (path.endsWith(".?") && !isOwnCode(value)) return;
  if (isCompatibility(path, value) || passesThrough(model, replacement)) return;
  // It still waits; whether always, is not known.
  const isDoubtful = kind === "synchronisation" && wrapsOriginal(model, replacement);
  context.report({
    at,
    message: path.endsWith(".?") ? "open" : kind,
    data: { path: path.replace(/\.\?$/, "") },
    class: kind === "clock" ? "C1" : "C3",
    confidence: isDoubtful ? "possible" : path.endsWith(".?") ? "likely" : "proven",
    effect: isDoubtful ? "unknown" : effect,
    steps: [...context.stepsOf(binding ?? value?.origin), { at, label: `replaces ${path}` }],
  });
}

/** Python 3.8 took `time.clock` away; older code puts a real clock there. */
function isCompatibility(path: string, value: Value | undefined): boolean {
  return path === "time.clock" && value?.kind === "external" && timingKind(value.path) === "clock";
}

const FREEZERS: ReadonlySet<string> = new Set([
  "freezegun.freeze_time",
  "freezegun.api.freeze_time",
  "time_machine.travel",
  "time.clock_settime",
  "time.clock_settime_ns",
]);

const RUNNERS = /^(os\.(system|popen)|subprocess\.(run|call|check_call|check_output|Popen))$/;
const SETS_TIME =
  /(^|[\s/;&])(date\s+(-s|--set)|timedatectl\s+set-time|hwclock\s+(-s|--set|--hctosys)|faketime\s)/;

function setsTheClock({ path, args }: OperationFact): boolean {
  if (FREEZERS.has(path)) return true;
  return RUNNERS.test(path) && SETS_TIME.test(`${commandOf(args.positional.slice(0, 1))} `);
}

import type { OperationFact, StoreFact } from "../python/facts.ts";
import { numberOf, stringOf, type Value } from "../python/values.ts";
import type { ShellCommand, ShellWord } from "../shell/command.ts";
import { fileUsesOfCommand } from "../shell/file-uses.ts";
import { UNKNOWN_PART } from "../shell/paths.ts";
import { pythonRunOf } from "../shell/python-runs.ts";
import { startsCommand } from "../shell/started-commands.ts";
import { defineRule, type RuleContext } from "./define-rule.ts";
import { fileUses } from "./file-functions.ts";
import { networkCommand } from "./network/network-commands.ts";
import { placesOf } from "./workspace-paths.ts";

const messages = {
  background: "starts {what} in the background and ends without waiting for it",
  schedule: "has {what} run later, outside of the run that is measured",
  daemon: "becomes a process of its own that outlives the run",
  detached: "starts a process that outlives the run and never waits for it",
  limit: "raises its own limit ({what})",
  devices: "takes devices that it was not given ({what})",
  install: "installs packages while it runs ({what})",
  runner: "changes {what}, which keeps the budget",
  log: "writes {path}, the record of the runs, by itself",
  copy: "makes a copy of {what} with another budget",
  chain: "goes on from the weights of a run that came before ({what})",
} as const;

export const budgetEvasion = defineRule({
  id: "budget-evasion",
  classes: ["C14"],
  inForce: "declared",
  enforces: ["run-budget", "finished-weights"],
  docs: {
    title: "Work outside of the measured run, and limits that are moved",
    what:
      "Reports processes that are left running when the run ends (`nohup`, `setsid`, `&` without `wait`, detached children that nobody waits for, daemons), work that is scheduled for later, limits that are raised, " +
      "and changes of the program or the record that keeps a budget. Background work that is waited for, checkpoints, workers of a data loader and time limits of one's own are free.",
    why: "A budget means the same for everybody only if all the work happens inside of it.",
    violation: `
import os

if os.fork() == 0:
    os.setsid()
    while True:
        pass
`,
    allowed: `
import subprocess

worker = subprocess.Popen(["python", "prepare.py"], start_new_session=True)
worker.wait()
`,
  },
  messages,
  defaultClause: "The work is done within the limits of the run.",
  check(context) {
    for (const command of context.shell.commands) checkCommand(context, command);
    for (const operation of context.model.operations) checkOperation(context, operation);
    for (const store of context.model.stores) checkStore(context, store);
  },
});

type Context = RuleContext<typeof messages>;

interface Strength {
  readonly confidence: "proven" | "likely" | "possible";
  readonly effect: "attempted" | "unknown";
}

const CERTAIN: Strength = { confidence: "proven", effect: "attempted" };
const LIKELY: Strength = { confidence: "likely", effect: "attempted" };
const DOUBT: Strength = { confidence: "possible", effect: "unknown" };

const SCHEDULES = new Set(["crontab", "at", "batch", "systemd-run", "systemctl"]);

function checkCommand(context: Context, command: ShellCommand): void {
  if (command.reach === "unreached") return;
  const { name } = command;
  const args = command.words.slice(1).map(({ shape }) => shape);
  const what = command.words
    .map(({ text }) => text ?? "...")
    .join(" ")
    .slice(0, 80);
  const report = (message: "background" | "schedule" | "install", strength: Strength): void =>
    context.report({ at: command.at, message, data: { what }, ...strength, steps: command.steps });
  if (name !== undefined && SCHEDULES.has(name) && schedules(name, args)) report("schedule", CERTAIN);
  else if (outlives(context, command)) report("background", command.wrappers.length > 0 ? CERTAIN : LIKELY);
  else if (isInstall(context, command)) report("install", DOUBT);
  checkLogWrite(context, command);
  checkChain(context, command);
}

function schedules(name: string, args: readonly string[]): boolean {
  if (name === "crontab") return !args.some((arg) => /^-[lr]$/.test(arg));
  if (name === "systemctl") return args.some((arg) => /^(enable|start)$/.test(arg));
  return name !== "at" || args.length > 0;
}

/** A script that the scorer runs leaves something running. What somebody starts by hand is his own affair. */
function outlives({ shell }: Context, command: ShellCommand): boolean {
  const isDetached = command.wrappers.includes("setsid") || command.wrappers.includes("nohup");
  if (
    command.reach !== "scored" ||
    !(command.background || (isDetached && command.startedByPython && command.background))
  )
    return false;
  const isTrivial =
    command.name !== undefined &&
    /^(sleep|true|:|echo|wait|kill|exit|printf|nvidia-smi|vmstat|top)$/.test(command.name);
  if (isTrivial) return false;
  const at = shell.commands.indexOf(command);
  return !shell.commands.slice(at + 1).some((later) => later.run === command.run && endsWait(later));
}

/** `wait`, or an end that is made: what was started is over when the script is. */
function endsWait({ name }: ShellCommand): boolean {
  return name === "wait" || name === "fg" || name === "kill" || name === "pkill" || name === "killall";
}

function isInstall({ policy }: Context, command: ShellCommand): boolean {
  if (command.reach !== "scored" || policy.rules.some(({ id }) => id === "network-access")) return false;
  return networkCommand(command)?.what === "pip install";
}

function checkOperation(context: Context, operation: OperationFact): void {
  if (operation.reach === "unreached") return;
  const found = evasionOf(context, operation);
  if (found !== undefined)
    context.report({ at: operation.at, ...found, steps: context.stepsOf(operation.binding) } as Parameters<
      Context["report"]
    >[0]);
  const { log } = budget(context);
  if (log === undefined) return;
  for (const { path, access, value } of fileUses(operation))
    if (access === "write" && placesOf(path, operation.at.file.path, context.policy).includes(log))
      context.report({
        at: operation.at,
        message: "log",
        data: { path },
        ...CERTAIN,
        steps: context.stepsOf(value.origin),
      });
}

interface Evasion extends Strength {
  readonly message: keyof typeof messages;
  readonly data?: Readonly<Record<string, string>>;
}

function evasionOf(context: Context, operation: OperationFact): Evasion | undefined {
  const { path, args } = operation;
  const copied = copiedRunner(context, operation);
  if (copied !== undefined) return { message: "copy", data: { what: copied }, ...LIKELY };
  if (path === "resource.setrlimit") return raisedLimit(args.positional[0], args.positional[1]);
  if (path === "os.fork" && operation.reach === "scored" && !isAwaited(context, operation))
    return { message: "daemon", ...LIKELY };
  const deaf = ignoredEnd(context, operation);
  if (deaf !== undefined) return { message: "limit", data: { what: deaf }, ...LIKELY };
  if (path === "os.setsid" && operation.reach !== "scored" && hasOperation(context, "os.fork"))
    return { message: "daemon", ...LIKELY };
  if (/^daemon\.DaemonContext$|^daemonize\./.test(path)) return { message: "daemon", ...LIKELY };
  if (path === "os.environ.pop" && isDevices(args.positional[0]))
    return { message: "devices", data: { what: "CUDA_VISIBLE_DEVICES is removed" }, ...DOUBT };
  const isLeft = isDetached(operation) || (operation.reach === "scored" && leavesRunning(operation));
  if (startsCommand(operation) && isLeft && !isAwaited(context, operation))
    return { message: "detached", ...(operation.reach === "scored" ? LIKELY : DOUBT) };
  return undefined;
}

const EDITS =
  /^(re\.subn?|\?\.replace|builtins\.str\.replace|re\.compile\(\)\.subn?|[\w.()]*\.read_text\(\)\.replace)$/;

/** The runner's text is read, its budget replaced in it, and a program written: the copy keeps no budget. */
function copiedRunner(context: Context, operation: OperationFact): string | undefined {
  const { runner } = budget(context);
  if (runner === undefined || !EDITS.test(operation.path)) return undefined;
  const names = operation.args.positional.map((value) => stringOf(value) ?? "").join(" ");
  if (!/budget|flop|limit|max_iters|SystemExit|raise/i.test(names)) return undefined;
  const used = context.model.operations
    .filter(({ at, reach }) => at.file === operation.at.file && reach !== "unreached")
    .flatMap((one) => fileUses(one).map((use) => ({ ...use, file: one.at.file.path })));
  const readsRunner = used.some(
    ({ path, access, file }) => access === "read" && placesOf(path, file, context.policy).includes(runner),
  );
  const writesProgram = used.some(({ path, access }) => access === "write" && path.endsWith(".py"));
  return readsRunner && writesProgram ? runner : undefined;
}

function hasOperation({ model }: Context, path: string): boolean {
  return model.operations.some((one) => one.path === path && one.reach !== "unreached");
}

/** Only time and processor limits are a budget; the number of open files is not. */
function raisedLimit(which: Value | undefined, limits: Value | undefined): Evasion | undefined {
  const name = which?.kind === "external" ? which.path.replace("resource.", "") : "";
  if (name !== "RLIMIT_CPU") return undefined;
  const values = limits?.kind === "sequence" ? limits.object.items : [];
  const isUnlimited = values.some(
    (value) =>
      (value.kind === "external" && value.path === "resource.RLIM_INFINITY") ||
      (value.kind === "constant" && value.value === -1),
  );
  return isUnlimited ? { message: "limit", data: { what: name }, ...LIKELY } : undefined;
}

function isDevices(value: Value | undefined): boolean {
  return stringOf(value) === "CUDA_VISIBLE_DEVICES";
}

function isDetached({ path, args }: OperationFact): boolean {
  if (!path.endsWith(".Popen")) return false;
  const session = args.keywords.get("start_new_session");
  const before = args.keywords.get("preexec_fn");
  return (
    (session?.kind === "constant" && session.value === true) ||
    (before?.kind === "external" && /^os\.(setsid|setpgrp|setpgid)$/.test(before.path))
  );
}

/** A child that nobody waits for goes on when the program ends. */
function leavesRunning({ path, args }: OperationFact): boolean {
  if (path === "subprocess.Popen" || path.startsWith("os.posix_spawn")) return true;
  const mode = args.positional[0];
  return path.startsWith("os.spawn") && mode?.kind === "external" && mode.path.startsWith("os.P_NOWAIT");
}

const ENDINGS = /^signal\.(SIGTERM|SIGALRM|SIGXCPU)$/;

/** The signal that ends a run is ignored, or the alarm of somebody else switched off. */
function ignoredEnd({ model }: Context, { path, args }: OperationFact): string | undefined {
  const [first, second] = args.positional;
  if (path === "signal.signal" && first?.kind === "external" && ENDINGS.test(first.path))
    return second?.kind === "external" && second.path === "signal.SIG_IGN"
      ? `${first.path} is ignored`
      : undefined;
  if (path !== "signal.alarm" || numberOf(first) !== 0) return undefined;
  const setsOwn = model.operations.some(
    (one) => /^signal\.(alarm|setitimer)$/.test(one.path) && numberOf(one.args.positional[0]) !== 0,
  );
  return setsOwn ? undefined : "the alarm is switched off";
}

const AWAITS =
  /^subprocess\.Popen\(\)\.(wait|communicate|kill|terminate|send_signal|poll|__exit__|std\w+\.\w+)$|^os\.(killpg|kill|waitpid|wait)$/;

/** Its end is waited for, or made, somewhere: which of several processes is meant is not told apart. */
function isAwaited({ model }: Context, operation: OperationFact): boolean {
  if (
    /^\s*with\b/.test(lineBefore(operation)) ||
    /\.(wait|communicate|poll|terminate|kill)\(|\.stdout\b/.test(operation.at.file.text)
  )
    return true;
  return model.operations.some(({ path, reach }) => AWAITS.test(path) && reach !== "unreached");
}

function lineBefore({ at }: OperationFact): string {
  const { text } = at.file;
  return text.slice(text.lastIndexOf("\n", at.span.start) + 1, at.span.start);
}

interface Budget {
  readonly runner: string | undefined;
  readonly log: string | undefined;
}

/** The program and the record that keep a budget of runs, where the policy names them. */
function budget({ rule }: Context): Budget {
  const text = (name: string): string | undefined => {
    const value = rule.parameters[name];
    return typeof value === "string" ? value : undefined;
  };
  return { runner: text("runner"), log: text("log") };
}

/** The runner's names, replaced in memory: its limit, its check, its record. */
function checkStore(context: Context, store: StoreFact): void {
  const { runner } = budget(context);
  const module = runner?.replace(/\.py$/, "");
  if (module === undefined || store.reach === "unreached" || !store.path.startsWith(`${module}.`)) return;
  context.report({
    at: store.at,
    message: "runner",
    data: { what: store.path },
    ...CERTAIN,
    steps: context.stepsOf(store.value.origin),
  });
}

function checkLogWrite(context: Context, command: ShellCommand): void {
  const { log } = budget(context);
  if (log === undefined) return;
  for (const { path, access } of fileUsesOfCommand(command))
    if (access === "write" && placesOf(path, command.at.file.path, context.policy).includes(log))
      context.report({ at: command.at, message: "log", data: { path }, ...CERTAIN, steps: command.steps });
}

const SAVES = /^--?(save|out|output|ckpt|checkpoint|save_\w+|out_\w+|output_\w+)$/;
const LOADS =
  /^--?(init|init_from|load|load_\w+|resume|resume_from|from|from_checkpoint|start_from|warm_start)$/;

/** Runs of the runner that each go on where the one before stopped: one run, above the budget of one. */
function checkChain(context: Context, command: ShellCommand): void {
  const { runner } = budget(context);
  const run = pythonRunOf(command);
  if (runner === undefined || run?.kind !== "script" || run.what === undefined) return;
  if (!placesOf(run.what, command.at.file.path, context.policy).includes(runner)) return;
  const saved = valueBehind(run.args, SAVES);
  const loaded = valueBehind(run.args, LOADS);
  if (loaded === undefined || loaded !== saved) return;
  // In a loop it goes on and on; once may be a run that was interrupted.
  context.report({
    at: command.at,
    message: "chain",
    data: { what: loaded.replaceAll(UNKNOWN_PART, "...") },
    ...(command.conditional || command.startedByPython ? LIKELY : DOUBT),
    steps: command.steps,
  });
}

function valueBehind(args: readonly ShellWord[], option: RegExp): string | undefined {
  for (const [index, { shape }] of args.entries()) {
    const [name = "", value] = shape.split(/=([^]*)/, 2);
    if (option.test(name.replaceAll("-", "_").replace(/^_+/, "--"))) return value ?? args[index + 1]?.shape;
  }
  return undefined;
}

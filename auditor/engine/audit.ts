/** discover -> model -> rules -> findings -> verdict. Reads the submission, runs none of it, and keeps no state. */
import { createHash } from "node:crypto";
import { buildCppModel, type CppModel } from "../cpp/model.ts";
import type { Waiver } from "../finding/finding.ts";
import type { AuditResult, FileRecord, RuleText } from "../finding/result.ts";
import { verdictOf } from "../finding/verdict.ts";
import type { PythonModel } from "../python/model.ts";
import type { Program } from "../python/program.ts";
import type { Rule } from "../rules/define-rule.ts";
import type { Policy } from "../rules/policy.ts";
import type { ShellModel } from "../shell/model.ts";
import { discover } from "../source/discover.ts";
import type { SourceLimits } from "../source/limits.ts";
import type { SourceTree } from "../source/tree.ts";
import { collectFindings } from "./collect.ts";
import { missingEntryPoints } from "./entry-points.ts";
import { idleBuildScripts } from "./idle-build-scripts.ts";
import { buildModels } from "./program-runs.ts";
import { unfollowedRust } from "./rust-builds.ts";
import { describeError, rulesInForce, runRules, type RuleRun } from "./run-rules.ts";
import { startStopwatch } from "./stopwatch.ts";
import { waive } from "./waive.ts";

export interface AuditRequest {
  /** Path of the submission: a workspace, its solution folder, or a single file. */
  readonly submission: string;
  readonly policy: Policy;
  /** The environment that the policy was made from; null for a policy of its own. */
  readonly environment: AuditResult["environment"];
  /** Folder with the workspace as it was given out: tells unchanged, changed and added files apart. */
  readonly start?: string;
  readonly waivers?: readonly Waiver[];
  readonly limits?: Partial<SourceLimits>;
  /** Fills `timings` with clock readings, so that two audits differ. */
  readonly timings?: boolean;
}

/** What the engine works with: the rules that exist, and how a tree becomes a model. */
export interface Engine {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly buildModel: (tree: SourceTree, program: Program) => Promise<PythonModel>;
}

export interface Audit {
  readonly result: AuditResult;
  /** The text that the findings' locations point into, for reports that show whole lines. */
  readonly tree: SourceTree;
}

/** @throws UserError when there is nothing to audit at the given paths. Everything else that goes wrong is in the result. */
export async function runAudit(engine: Engine, request: AuditRequest): Promise<Audit> {
  const { policy } = request;
  const stopwatch = startStopwatch();
  const tree = discover({
    submission: request.submission,
    layout: policy,
    ...(request.start === undefined ? {} : { start: request.start }),
    ...(request.limits === undefined ? {} : { limits: request.limits }),
  });
  stopwatch.lap("discover");
  const run = await modelAndRun(engine, tree, policy, stopwatch.lap);
  const { findings, unused } = waive(collectFindings(run.reports), request.waivers ?? []);
  const unread = tree.notAnalysed.filter(({ path }) => !run.idle.has(path));
  const notAnalysed = [...unread, ...missingEntryPoints(tree, policy), ...run.notAnalysed];
  const outcome = { findings, notAnalysed: unique(notAnalysed), ruleFailures: run.ruleFailures };
  const result: AuditResult = {
    schemaVersion: 1,
    tool: { name: "rebench", version: engine.version, rulesDigest: rulesDigest(engine) },
    environment: request.environment,
    policy: statePolicy(engine, policy),
    submission: {
      root: request.submission,
      digest: tree.digest,
      files: withProblems(tree.files, run.notAnalysed),
    },
    verdict: verdictOf(outcome),
    ...outcome,
    rules: textsOf(engine.rules, new Set(findings.map(({ ruleId }) => ruleId))),
    ...(unused.length === 0 ? {} : { unusedWaivers: unused }),
    timings: request.timings === true ? stopwatch.laps() : {},
  };
  return { result, tree };
}

interface ModelRun extends RuleRun {
  readonly notAnalysed: readonly { readonly path: string; readonly reason: string }[];
  /** Files that no model covers, and that nothing runs. */
  readonly idle: ReadonlySet<string>;
}

async function modelAndRun(
  engine: Engine,
  tree: SourceTree,
  policy: Policy,
  lap: (stage: string) => void,
): Promise<ModelRun> {
  let model: PythonModel;
  let shell: ShellModel;
  let cpp: CppModel;
  try {
    ({ python: model, shell } = await buildModels(tree, policy, engine.buildModel));
    cpp = await buildCppModel(tree, model.operations);
  } catch (error) {
    const failure = { ruleId: "python-model", path: ".", error: describeError(error) };
    return { reports: [], ruleFailures: [failure], notAnalysed: [], idle: new Set() };
  }
  lap("model");
  const run = runRules(rulesInForce(engine.rules, policy), model, shell, cpp, tree, policy);
  lap("rules");
  return {
    ...run,
    idle: idleBuildScripts(tree, shell, policy.entryPoints),
    notAnalysed: [
      ...model.unparsed,
      ...model.incomplete,
      ...shell.unparsed,
      ...cpp.unparsed,
      ...unfollowedRust(tree, shell),
    ],
  };
}

function statePolicy(engine: Engine, policy: Policy): AuditResult["policy"] {
  const known = new Set(engine.rules.flatMap(({ id, enforces = [] }) => [id, ...enforces]));
  const unchecked = policy.rules.filter(
    ({ id, enforcedElsewhere }) => enforcedElsewhere !== true && !known.has(id),
  );
  return {
    name: policy.name,
    digest: policy.digest,
    ...(Object.keys(policy.overrides).length === 0 ? {} : { overrides: { ...policy.overrides } }),
    ...(unchecked.length === 0 ? {} : { unchecked: unchecked.map(({ id }) => id) }),
  };
}

/** A file that the model could not take in whole is no longer fully analysed. What was wrong with its bytes is why, and stays. */
function withProblems(
  files: readonly FileRecord[],
  problems: readonly { readonly path: string; readonly reason: string }[],
): FileRecord[] {
  const reasons = new Map(problems.map(({ path, reason }) => [path, reason]));
  return files.map((file) => {
    const reason = reasons.get(file.path);
    if (reason === undefined || file.analysed === "none") return file;
    return { ...file, analysed: "partial", reason: file.reason ?? reason };
  });
}

function unique(
  items: readonly { readonly path: string; readonly reason: string }[],
): AuditResult["notAnalysed"] {
  const byText = new Map(items.map(({ path, reason }) => [`${path}\0${reason}`, { path, reason }]));
  return [...byText.values()].sort((a, b) =>
    a.path === b.path ? order(a.reason, b.reason) : order(a.path, b.path),
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function textsOf(rules: readonly Rule[], fired: ReadonlySet<string>): RuleText[] {
  return rules
    .filter(({ id }) => fired.has(id))
    .map(({ id, classes, docs }) => ({
      id,
      title: docs.title,
      classes: [...classes],
      what: docs.what,
      why: docs.why,
    }));
}

/** Of a list of rules, which never changes: a batch asks for it with every submission. */
const digests = new WeakMap<readonly Rule[], string>();

/** Changes with the tool's version and with any rule's id or wording. */
function rulesDigest(engine: Engine): string {
  const known = digests.get(engine.rules);
  if (known !== undefined) return known;
  const texts = engine.rules.map(({ id, classes, inForce, enforces, docs, messages, defaultClause }) => [
    id,
    classes,
    inForce,
    enforces ?? [],
    docs,
    messages,
    defaultClause,
  ]);
  const digest = `sha256:${createHash("sha256")
    .update(JSON.stringify([engine.version, texts]))
    .digest("hex")}`;
  digests.set(engine.rules, digest);
  return digest;
}

/** `rebench check`: tells an author whether an environment is sound. */
import { Command, InvalidArgumentError } from "commander";
import type { EnvironmentCheck } from "../../check/check-environment.ts";

interface CheckCommandOptions {
  readonly profile: string;
  readonly calibrate?: boolean;
  readonly scorings: number;
  readonly python?: string;
  readonly unsafeNoSandbox?: boolean;
  readonly json?: boolean;
}

export function checkCommand(): Command {
  return new Command("check")
    .description("check an environment: that it scores, separates, leaks nothing and catches its cheats")
    .argument("<env>", "an id or a folder")
    .option("--profile <name>", "the environment's profile", "smoke")
    .option("--calibrate", "first train the reference, measure the anchors, and write them to anchors.json")
    .option("--scorings <n>", "with --calibrate: scorings of each solution, at most", atLeastTwo, 5)
    .option("--python <path>", "use this interpreter as it is (also: REBENCH_PYTHON)")
    .option("--unsafe-no-sandbox", "run the environment's own code without a sandbox")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExit status: 0 sound; 1 a check failed; 2 something could not be run.")
    .action(runCheck);
}

function atLeastTwo(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 2) throw new InvalidArgumentError("a whole number of at least 2.");
  return value;
}

async function runCheck(ref: string, options: CheckCommandOptions): Promise<void> {
  const [{ checkEnvironment }, { loadAuditor }, print, { exitCodes }] = await Promise.all([
    import("../../check/check-environment.ts"),
    import("../load-auditor.ts"),
    import("../print.ts"),
    import("../exit-codes.ts"),
  ]);
  await refuseUnchecked(ref);
  const { profile, calibrate, scorings, python } = options;
  const result = await checkEnvironment({
    ref,
    profile,
    audit: async (submission, { manifest }, profileName) => {
      const auditor = await loadAuditor();
      const environment = { id: manifest.id, version: manifest.version, profile: profileName };
      return auditor.audit({ submission, policy: auditor.policyFromManifest(manifest), environment });
    },
    unsafeNoSandbox: options.unsafeNoSandbox === true,
    onProgress: print.reportProgress,
    ...(python === undefined ? {} : { python }),
    ...(calibrate === true ? { calibrate: { scorings, today: new Date().toISOString().slice(0, 10) } } : {}),
  });
  if (options.json === true) print.printJson(result);
  else print.printText(await describe(result));
  process.exitCode = { sound: exitCodes.ok, unsound: exitCodes.findings, unknown: exitCodes.usage }[
    result.verdict
  ];
}

/** A declaration that does not load is what the checks tell about; a draft is known to lack what they look at. */
async function refuseUnchecked(ref: string): Promise<void> {
  const [{ loadManifest }, { refuseDraft }] = await Promise.all([
    import("../../environment/load.ts"),
    import("../../environment/draft.ts"),
  ]);
  const loaded = await loadManifest(ref).catch(() => undefined);
  if (loaded !== undefined) refuseDraft(loaded.manifest, "checked");
}

async function describe({ environment, profile, calibration, ...run }: EnvironmentCheck): Promise<string> {
  const [{ formatRun }, { formatCalibration }] = await Promise.all([
    import("../../check/format-run.ts"),
    import("../../check/format-calibration.ts"),
  ]);
  const subject = environment === null ? "the environment" : `${environment.id} ${environment.version}`;
  return [
    `${subject}, profile ${profile}`,
    "",
    ...(calibration === undefined ? [] : [formatCalibration(calibration), ""]),
    formatRun(run),
  ].join("\n");
}

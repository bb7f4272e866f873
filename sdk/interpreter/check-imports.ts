/** Checks that a Python which was not made here has what an environment requires. */
import { execa } from "execa";
import { UserError } from "../environment/user-error.ts";
import { lastLine, type PythonFacts } from "./probe.ts";
import { namedRequirements, type Requirement } from "./requirements.ts";

// A distribution's name is not that of its modules (PyYAML is imported as yaml): the interpreter itself knows which it has.
const script = `
import importlib, importlib.metadata, json, re, sys
modules = {}
for module, distributions in importlib.metadata.packages_distributions().items():
    for distribution in distributions:
        modules.setdefault(re.sub(r"[-_.]+", "-", distribution).lower(), []).append(module)
report = []
for name in json.load(sys.stdin):
    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        report.append({"name": name, "version": None, "error": None})
        continue
    error = None
    public = [module for module in modules.get(name, []) if not module.startswith("_")]
    for module in [module for module in public if module == name.replace("-", "_")] or public[:1]:
        try:
            importlib.import_module(module)
        except BaseException as problem:
            error = (type(problem).__name__ + ": " + str(problem)).splitlines()[0]
    report.append({"name": name, "version": found, "error": error})
sys.stderr.flush()
print("\\n" + json.dumps(report))
`;

interface Finding {
  readonly name: string;
  /** null if it is not installed. */
  readonly version: string | null;
  /** Why importing it failed. */
  readonly error: string | null;
}

export interface ImportCheck {
  /** Distributions of another version than the one that is pinned. */
  readonly differing: readonly { readonly name: string; readonly pinned: string; readonly found: string }[];
}

/** Imports everything that `requirements` names. Throws a UserError in one line if something is missing or broken. */
export async function checkImports(facts: PythonFacts, requirements: string): Promise<ImportCheck> {
  const needed = namedRequirements(requirements);
  if (needed.length === 0) return { differing: [] };
  const input = JSON.stringify(needed.map(({ name }) => name));
  const { stdout, failed, stderr } = await execa(facts.python, ["-I", "-c", script], {
    input,
    reject: false,
    timeout: 300_000,
  });
  if (failed)
    throw new UserError(
      `${facts.python} failed while importing the environment's requirements: ${lastLine(stderr)}`,
    );
  const findings = JSON.parse(lastLine(stdout)) as Finding[];
  const missing = findings.filter(({ version }) => version === null).map(({ name }) => name);
  if (missing.length > 0) {
    const names = missing.join(", ");
    throw new UserError(
      `${facts.python} (Python ${facts.version}) lacks ${names}, which the environment requires: install it there, or leave out --python and REBENCH_PYTHON`,
    );
  }
  const broken = findings.find(({ error }) => error !== null);
  if (broken !== undefined)
    throw new UserError(`${facts.python} can not import ${broken.name}: ${broken.error ?? ""}`);
  return { differing: needed.flatMap((one) => differingVersion(one, findings)) };
}

function differingVersion(
  { name, version: pinned }: Requirement,
  findings: readonly Finding[],
): ImportCheck["differing"] {
  const found = findings.find((finding) => finding.name === name)?.version;
  // A local label (2.5.0+cpu) says how it was built, not what it is.
  if (pinned === undefined || typeof found !== "string" || found.split("+")[0] === pinned.split("+")[0])
    return [];
  return [{ name, pinned, found }];
}

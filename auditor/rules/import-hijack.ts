import type { OperationFact } from "../python/facts.ts";
import { stringOf, type Value } from "../python/values.ts";
import type { Place, SourceFile } from "../source/source-file.ts";
import { defineRule, type LabelledPlace, type RuleContext } from "./define-rule.ts";
import { fileUses } from "./file-functions.ts";
import { changesTestOutcomes } from "./imports/test-hooks.ts";
import {
  MEASURING_NAMES,
  SCORER_LIBRARIES,
  STANDARD_LIBRARY,
  STARTUP_MODULES,
} from "./imports/library-names.ts";
import { codeOnly } from "./text/passages.ts";
import { placesOf } from "./workspace-paths.ts";

const messages = {
  file: "stands where `import {name}` looks first: it takes the place of {library}",
  startup: "is run by Python whenever it starts",
  configuration: "runs code in every Python that finds it (a path configuration with an import)",
  hooks: "a test hook that changes what tests report ({hook})",
  module: "puts another object in the place of the module {name}",
  finder: "puts itself in front of Python's search for modules",
  path: "puts a folder in front of the import path that holds its own {name}",
  writes: "writes {path}, which Python or the scorer runs in place of another",
} as const;

export const importHijack = defineRule({
  id: "import-hijack",
  classes: ["C8"],
  inForce: "declared",
  enforces: ["measurement-tampering"],
  docs: {
    title: "Modules in the place of those that the scorer imports",
    what:
      "Reports files whose names take the place of a library or of a module that measuring goes through (`torch.py`, `time.py`), files that Python runs by itself (`sitecustomize.py`, `.pth` with an import), " +
      "test hooks that change outcomes, and code that does the same while running: `sys.modules`, `sys.meta_path`, a path put in front. Stand-ins for optional libraries that are missing, own names, and folders of own modules are free.",
    why: "A scorer that imports the submission's clock, comparison or library measures what the submission says.",
    violation: `
import sys
import types

clock = types.ModuleType("time")
clock.perf_counter = lambda: 0.0
sys.modules["time"] = clock
`,
    allowed: `
import sys
import types

sys.modules.setdefault("flash_attn", types.ModuleType("flash_attn"))
`,
  },
  messages,
  defaultClause: "What measures and judges is not replaced.",
  check(context) {
    checkFiles(context);
    checkEnvironment(context);
    for (const operation of context.model.operations) {
      checkModules(context, operation);
      checkFinder(context, operation);
      checkPath(context, operation);
      checkWrites(context, operation);
    }
  },
});

type Context = RuleContext<typeof messages>;

/** The folders of a submission that are on the import path when the scorer runs. */
function importRoots({ policy }: Context): readonly string[] {
  return policy.solutionRoot === "" ? [""] : ["", `${policy.solutionRoot}/`];
}

/** The dotted name's first part under which Python finds `path` in `root`; undefined for what lies deeper. */
function topModule(path: string, root: string): string | undefined {
  if (!path.startsWith(root)) return undefined;
  return /^(\w+)(?:\.py|\.so|\.pyc|\/__init__\.py)$/.exec(path.slice(root.length))?.[1];
}

function checkFiles(context: Context): void {
  const { tree } = context;
  const own = tree.sources.filter(({ role }) => role !== "protected");
  const shadows = own.flatMap((file) => {
    const name = importRoots(context)
      .map((root) => topModule(file.path, root))
      .find((one) => one !== undefined);
    return name === undefined ? [] : [{ file, name }];
  });
  // A submission of one file is loaded by its path; many such files are the library itself.
  const standard = shadows.filter(({ name }) => STANDARD_LIBRARY.has(name));
  const isLibrary = standard.length > 8 || tree.files.length === 1;
  for (const { file, name } of shadows) {
    if (STARTUP_MODULES.has(name)) reportFile(context, file, "startup", {}, true);
    else if (!isLibrary) checkShadow(context, file, name);
  }
  for (const file of own) {
    if (file.language === "path-configuration" && /^import[ \t]/m.test(file.text))
      reportFile(context, file, "configuration", {}, true);
    const hook = file.path.endsWith("conftest.py")
      ? changesTestOutcomes(codeOnly(file), file.text)
      : undefined;
    if (hook !== undefined) reportFile(context, file, "hooks", { hook: hook.name }, true, hook);
  }
}

function checkShadow(context: Context, file: SourceFile, name: string): void {
  if (SCORER_LIBRARIES.has(name)) {
    reportFile(context, file, "file", { name, library: `the library ${name}` }, true);
    return;
  }
  if (!STANDARD_LIBRARY.has(name)) return;
  const replaced = Object.hasOwn(MEASURING_NAMES, name) ? (MEASURING_NAMES[name] ?? []) : [];
  const defined = replaced.find((one) =>
    new RegExp(`^(?:async )?(?:def|class) ${one}\\b|^${one}\\s*=(?!=)`, "m").test(file.text),
  );
  if (defined === undefined) return;
  reportFile(context, file, "file", { name, library: `Python's own ${name} (it defines ${defined})` }, true);
}

function reportFile(
  context: Context,
  file: SourceFile,
  message: "file" | "startup" | "configuration" | "hooks",
  data: Readonly<Record<string, string>>,
  isCertain: boolean,
  span: { readonly start: number; readonly end: number } = firstLine(file),
): void {
  context.report({
    at: { file, span: { start: span.start, end: span.end } },
    message,
    data,
    confidence: isCertain ? "likely" : "possible",
    effect: isCertain ? "attempted" : "unknown",
  } as Parameters<Context["report"]>[0]);
}

function firstLine(file: SourceFile): { start: number; end: number } {
  const start = /\S/.exec(file.text)?.index ?? 0;
  const end = file.text.indexOf("\n", start);
  return { start, end: end === -1 ? file.text.length : end };
}

function isGuarded(name: string, { policy }: Context): boolean {
  const top = name.split(".")[0] ?? name;
  if (name === "__main__" || SCORER_LIBRARIES.has(top) || Object.hasOwn(MEASURING_NAMES, top)) return true;
  return policy.protectedPaths.some((path) => path.slice(path.lastIndexOf("/") + 1) === `${top}.py`);
}

const SETS_MODULE = new Set(["sys.modules.__setitem__", "sys.modules.setdefault"]);

/** `sys.modules[name] = value` in its spellings. */
function checkModules(context: Context, operation: OperationFact): void {
  const [first, second, third] = operation.args.positional;
  if (operation.path === "operator.setitem" && isPath(first, "sys.modules"))
    replace(context, operation, second, third);
  else if (SETS_MODULE.has(operation.path)) replace(context, operation, first, second);
  else if (operation.path === "sys.modules.update" && first?.kind === "mapping")
    for (const [name, value] of first.object.entries) replaceNamed(context, operation, String(name), value);
}

function isPath(value: Value | undefined, path: string): boolean {
  return value?.kind === "external" && value.path === path;
}

function replace(
  context: Context,
  operation: OperationFact,
  key: Value | undefined,
  value: Value | undefined,
): void {
  const name = stringOf(key);
  if (name !== undefined && value !== undefined) replaceNamed(context, operation, name, value);
}

function replaceNamed(context: Context, operation: OperationFact, name: string, value: Value): void {
  if (!isGuarded(name, context) || isPath(value, name)) return;
  // `sys.modules[__name__] = ...`: a module stands in for itself.
  const { file, span } = operation.at;
  if (name === "__main__" && file.text.slice(span.start, span.end).includes("__name__")) return;
  // Another library in its place, as with drop-in replacements, may be meant well.
  const isOwn = value.kind !== "external" && value.kind !== "unknown" && value.kind !== "union";
  context.report({
    at: operation.at,
    message: "module",
    data: { name },
    ...strengthOf(operation, isOwn),
    steps: context.stepsOf(value.origin),
  });
}

function strengthOf(
  { reach }: OperationFact,
  isCertain: boolean,
): { confidence: "proven" | "possible"; effect: "inert" | "attempted" | "unknown" } {
  if (reach === "unreached") return { confidence: "possible", effect: "inert" };
  return isCertain
    ? { confidence: "proven", effect: "attempted" }
    : { confidence: "possible", effect: "unknown" };
}

const FINDERS = /^sys\.(meta_path|path_hooks)\.(insert|append|extend)$/;

/** A finder of the submission's own; for certain one of those that measuring goes through, if its class names one. */
function checkFinder(context: Context, operation: OperationFact): void {
  if (!FINDERS.test(operation.path) || operation.reach === "unreached") return;
  const finder = operation.args.positional.at(-1);
  const definition =
    finder?.kind === "instance" && typeof finder.object.type !== "string"
      ? finder.object.type
      : finder?.kind === "class"
        ? finder.object
        : undefined;
  if (definition?.definition === undefined || definition.definition === null) return;
  const { span } = definition.definition;
  const text = definition.module.file.text.slice(span.start, span.end);
  const names = [...text.matchAll(/["']([A-Za-z_][\w.]*)["']/g)].map(([, name = ""]) => name);
  context.report({
    at: operation.at,
    message: "finder",
    ...strengthOf(
      operation,
      names.some((name) => isGuarded(name, context)),
    ),
    steps: [
      {
        at: { file: definition.module.file, span: definition.definition.nameSpan },
        label: `the finder ${definition.name}`,
      },
    ],
  });
}

const PATHS = /^(sys\.path\.(insert|append|extend)|site\.addsitedir)$/;

/** A folder on the import path matters where it holds what the scorer imports. */
function checkPath(context: Context, operation: OperationFact): void {
  const { path, args, reach } = operation;
  if (reach === "unreached") return;
  const [container, key] = args.positional;
  const isSet =
    path === "operator.setitem" &&
    (isPath(container, "sys.path") || (isPath(container, "os.environ") && stringOf(key) === "PYTHONPATH"));
  if (!isSet && !PATHS.test(path)) return;
  for (const folder of foldersIn(args.positional.at(-1))) reportFolder(context, operation.at, folder, []);
}

function foldersIn(value: Value | undefined): readonly string[] {
  if (value?.kind === "sequence") return value.object.items.flatMap((item) => foldersIn(item));
  return stringOf(value)?.split(":") ?? [];
}

/** `PYTHONPATH=shim python ...`. */
function checkEnvironment(context: Context): void {
  for (const { environment, at, reach, steps } of context.shell.commands) {
    const path = reach === "unreached" ? undefined : environment.get("PYTHONPATH");
    for (const folder of path?.split(":") ?? []) reportFolder(context, at, folder, steps);
  }
}

function reportFolder(context: Context, at: Place, folder: string, steps: readonly LabelledPlace[]): void {
  if (folder === "" || folder.startsWith("/")) return;
  const places = placesOf(folder, at.file.path, context.policy);
  const name = context.tree.files
    .flatMap(({ path }) =>
      places
        .filter((place) => place !== "." && place !== context.policy.solutionRoot)
        .map((place) => topModule(path, `${place}/`)),
    )
    .find((one) => one !== undefined && (SCORER_LIBRARIES.has(one) || one === "time"));
  if (name === undefined) return;
  context.report({ at, message: "path", data: { name }, confidence: "proven", effect: "attempted", steps });
}

function checkWrites(context: Context, operation: OperationFact): void {
  if (operation.reach === "unreached") return;
  for (const { path, access, value } of fileUses(operation))
    if (access === "write" && (RUN_AT_START.test(path) || takesLibrary(context, path)))
      context.report({
        at: operation.at,
        message: "writes",
        data: { path },
        confidence: "proven",
        effect: "attempted",
        steps: context.stepsOf(value.origin),
      });
}

const RUN_AT_START = /(^|\/)(sitecustomize|usercustomize)\.py$|site-packages\/[^/]*\.pth$/;

/** `torch.py` written where imports look first. */
function takesLibrary(context: Context, path: string): boolean {
  return importRoots(context).some((root) => {
    const name = topModule(path.replace(/^\.\//, ""), root);
    return name !== undefined && (SCORER_LIBRARIES.has(name) || name === "time");
  });
}

/**
 * The serial part of an environment's declaration, as types and the zod schemas that check them. `manifest.ts` writes it,
 * `declaration.ts` adds what only code can hold (the result schema and the scoring function). Every object is strict: an
 * unknown key is a mistake, not an extension.
 */
import { z } from "zod";

/** A value that could not be measured or does not exist, with the reason why, so that nothing is left out silently. */
export interface None {
  none: string;
}

/** How the scorer reaches a submission: a function of a Python module, a whole script, or a file that is data. */
export type Entry =
  /** `name` of the module at `path` is called with `parameters`, each a name or a name and its type as in `x: torch.Tensor`. With `returns: "module"` its result is a torch module whose forward is scored. */
  | { kind: "function"; path: string; name: string; parameters: string[]; returns: "value" | "module" }
  | { kind: "script"; path: string; command: string[] }
  | { kind: "file"; path: string };

export interface Resources {
  cpus: number;
  memoryMiB: number;
  diskMiB: number;
  processes: number;
  gpus: { count: number; model?: string };
  /** Working time the solver has, in seconds. Does not run while a scoring runs. */
  budgetSeconds: number;
  /** Wall-clock limit of one scoring, in seconds. */
  scoringSeconds: number;
  /** Bytes a submission may print in one scoring before it is ended. */
  outputBytes: number;
  network: "none" | "full";
}

export interface Anchor {
  score: number;
  /** Standard error of the score over repeated scorings or resampled data. */
  standardError: number;
  /** The day of the measurement, such as 2026-11-20. */
  measuredAt: string;
  command: string;
}

export interface Profile {
  summary: string;
  /** Sizes and settings. Told to the solver, given to the data generator and to the scorer. */
  parameters: Record<string, unknown>;
  /** Seed of the data generator. Hidden: it stays on the host. */
  seed: number;
  /** Whether the data generator needs the network (a hub or a mirror). Never given to a submission. */
  dataNetwork: "none" | "full";
  resources: Resources;
  anchors: { start: Anchor; reference: Anchor } | None;
  /** A score that no honest submission can beat, or the reason why none is known. */
  bound: { score: number; reason: string } | None;
}

/** What keeps a rule: the sandbox while running, the scorer while scoring, the auditor afterwards, the reviewer by reading. */
export type Enforcement = "sandbox" | "scorer" | "auditor" | "reviewer";

/** A rule in force: its id (that of the auditor), its parameters, and the sentence that the solver reads. */
export interface RuleInForce {
  id: string;
  parameters: Record<string, unknown>;
  text: string;
  enforcedBy: Enforcement[];
}

export interface Scoring {
  entry: string;
  direction: "lower" | "higher";
  select: "best" | "last";
  /** No scoring of this environment is faster, in seconds. */
  minScoringSeconds: number;
  /** JSON Schema of what the scorer returns for one split. */
  result: Record<string, unknown>;
}

export interface Manifest {
  schemaVersion: 1;
  id: string;
  version: string;
  title: string;
  /** A draft can be audited against, but not started or scored yet. */
  status: "ready" | "draft";
  instructions: string;
  requirements: string;
  start: { path: string };
  /** `train` is run in a workspace whose solution is the reference, with `python` standing for the environment's interpreter. */
  reference: { path: string; train?: string[] };
  /** `root` is what the solver may change and hands in, beside `extra` files in the workspace's root. */
  handIn: { root: string; extra: string[]; entry: Entry };
  scoring: Scoring;
  data: {
    generator: string;
    /** Path in the workspace -> file that the generator writes. */
    visible: Record<string, string>;
    /** Files that only the scorer sees. */
    splits: { validation: string; test: string | None };
    /** Files of the workspace that a given program writes, such as a log of runs; the solver and its own code must not. */
    recorded?: string[];
    /** What is kept on the host beside the reference, the generator and the splits, and hidden like them. */
    hidden?: string[];
  };
  rules: RuleInForce[];
  cheats?: string;
  profiles: Record<string, Profile>;
}

/** One zod schema for each key of an object type. */
export type ShapeOf<T> = { [Key in keyof T]-?: z.ZodType<Required<T>[Key]> };

const relativePath = z
  .string()
  .regex(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\\0]+$/,
    "a relative path with forward slashes that stays inside its folder",
  );

const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "lower-case words joined by hyphens, such as my-env");

const none = z.strictObject({ none: z.string().min(1) });

export const entrySchema: z.ZodType<Entry> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("function"),
    path: relativePath,
    name: z.string().min(1),
    parameters: z.array(z.string()).default([]),
    returns: z.enum(["value", "module"]).default("value"),
  }),
  z.strictObject({ kind: z.literal("script"), path: relativePath, command: z.array(z.string()).min(1) }),
  z.strictObject({ kind: z.literal("file"), path: relativePath }),
]);

export const resourcesSchema: z.ZodType<Resources> = z.strictObject({
  cpus: z.number().positive(),
  memoryMiB: z.int().positive(),
  diskMiB: z.int().positive(),
  processes: z.int().positive(),
  gpus: z.strictObject({ count: z.int().min(0), model: z.string().min(1).exactOptional() }),
  budgetSeconds: z.number().positive(),
  scoringSeconds: z.number().positive(),
  outputBytes: z.int().positive().default(1_048_576),
  network: z.enum(["none", "full"]),
});

export const anchorSchema: z.ZodType<Anchor> = z.strictObject({
  score: z.number(),
  standardError: z.number().min(0),
  measuredAt: z.iso.date(),
  command: z.string().min(1),
});

export const profileSchema: z.ZodType<Profile> = z.strictObject({
  summary: z.string().min(1),
  parameters: z.record(z.string(), z.json()),
  seed: z.int().min(0),
  dataNetwork: z.enum(["none", "full"]).default("none"),
  resources: resourcesSchema,
  anchors: z.union([z.strictObject({ start: anchorSchema, reference: anchorSchema }), none]),
  bound: z.union([z.strictObject({ score: z.number(), reason: z.string().min(1) }), none]),
});

export const ruleSchema: z.ZodType<RuleInForce> = z.strictObject({
  id: identifier,
  parameters: z.record(z.string(), z.json()),
  text: z.string().min(1),
  enforcedBy: z.array(z.enum(["sandbox", "scorer", "auditor", "reviewer"])).min(1),
});

/** `scoring` without the result schema, which is zod in a declaration and JSON Schema in a manifest. */
export const scoringShape: ShapeOf<Omit<Scoring, "result">> = {
  entry: relativePath,
  direction: z.enum(["lower", "higher"]),
  select: z.enum(["best", "last"]),
  minScoringSeconds: z.number().min(0),
};

export const manifestShape: ShapeOf<Manifest> = {
  schemaVersion: z.literal(1),
  id: identifier,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "a version such as 1.0.0"),
  title: z.string().min(1),
  status: z.enum(["ready", "draft"]),
  instructions: relativePath,
  requirements: relativePath,
  start: z.strictObject({ path: relativePath }),
  reference: z.strictObject({ path: relativePath, train: z.array(z.string()).min(1).exactOptional() }),
  handIn: z.strictObject({ root: relativePath, extra: z.array(relativePath), entry: entrySchema }),
  scoring: z.strictObject({ ...scoringShape, result: z.record(z.string(), z.json()) }),
  data: z.strictObject({
    generator: relativePath,
    visible: z.record(relativePath, relativePath),
    splits: z.strictObject({ validation: relativePath, test: z.union([relativePath, none]) }),
    recorded: z.array(relativePath).exactOptional(),
    hidden: z.array(relativePath).exactOptional(),
  }),
  rules: z.array(ruleSchema),
  cheats: relativePath.exactOptional(),
  profiles: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, "a lower-case name such as smoke"), profileSchema),
};

export const manifestSchema: z.ZodType<Manifest> = z.strictObject(manifestShape);

/**
 * The serial part of an environment's declaration, as zod schemas. `manifest.ts` writes it, `define.ts` adds what only code
 * can hold (the result schema and the scoring function). Every object is strict: an unknown key is a mistake, not an extension.
 */
import { z } from "zod";

const relativePath = z
  .string()
  .min(1)
  .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\\0]+$/, "a relative path with forward slashes that stays inside its folder");

const identifier = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "lower-case words joined by hyphens, such as my-env");

/** A value that could not be measured or does not exist, with the reason why, so that nothing is left out silently. */
const none: z.ZodObject<{ none: z.ZodString }> = z.strictObject({ none: z.string().min(1) });

/** How the scorer reaches a submission: a function of a Python module, a whole script, or a file that is data. */
export const entrySchema = z.discriminatedUnion("kind", [
  /** `name` of the module at `path` is called. With `returns: "module"` its result is a torch module whose forward is scored. */
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

export const resourcesSchema = z.strictObject({
  cpus: z.number().positive(),
  memoryMiB: z.int().positive(),
  diskMiB: z.int().positive(),
  processes: z.int().positive(),
  gpus: z.strictObject({ count: z.int().min(0), model: z.string().optional() }),
  /** Working time the solver has, in seconds. Does not run while a scoring runs. */
  budgetSeconds: z.number().positive(),
  /** Wall-clock limit of one scoring, in seconds. */
  scoringSeconds: z.number().positive(),
  /** Bytes a submission may print in one scoring before it is ended. */
  outputBytes: z.int().positive().default(1_048_576),
  network: z.enum(["none", "full"]),
});

export const anchorSchema = z.strictObject({
  score: z.number(),
  /** Standard error of the score over repeated scorings or resampled data. */
  standardError: z.number().min(0),
  measuredAt: z.iso.date(),
  command: z.string().min(1),
});

export const profileSchema = z.strictObject({
  summary: z.string().min(1),
  /** Sizes and settings. Told to the solver, given to the data generator and to the scorer. */
  parameters: z.record(z.string(), z.unknown()),
  /** Seed of the data generator. Hidden: it stays on the host. */
  seed: z.int().min(0),
  /** Whether the data generator needs the network (a hub or a mirror). Never given to a submission. */
  dataNetwork: z.enum(["none", "full"]).default("none"),
  resources: resourcesSchema,
  anchors: z.union([z.strictObject({ start: anchorSchema, reference: anchorSchema }), none]),
  /** A score that no honest submission can beat, or the reason why none is known. */
  bound: z.union([z.strictObject({ score: z.number(), reason: z.string().min(1) }), none]),
});

/** A rule in force: its id (that of the auditor), its parameters, and the sentence that the solver reads. */
export const ruleSchema = z.strictObject({
  id: identifier,
  parameters: z.record(z.string(), z.unknown()),
  text: z.string().min(1),
});

export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: identifier,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "a version such as 1.0.0"),
  title: z.string().min(1),
  /** A draft can be audited against, but not started or scored yet. */
  status: z.enum(["ready", "draft"]),
  instructions: relativePath,
  requirements: relativePath,
  start: z.strictObject({ path: relativePath }),
  /** `train` is run in a workspace whose solution is the reference, with `python` standing for the environment's interpreter. */
  reference: z.strictObject({ path: relativePath, train: z.array(z.string()).min(1).optional() }),
  handIn: z.strictObject({
    /** What the solver may change and hands in, beside `extra` files in the workspace's root. */
    root: relativePath,
    extra: z.array(relativePath),
    entry: entrySchema,
  }),
  scoring: z.strictObject({
    entry: relativePath,
    direction: z.enum(["lower", "higher"]),
    select: z.enum(["best", "last"]),
    minScoringSeconds: z.number().min(0),
    /** JSON Schema of what the scorer returns for one split. */
    result: z.record(z.string(), z.unknown()),
  }),
  data: z.strictObject({
    generator: relativePath,
    /** Path in the workspace -> file that the generator writes. */
    visible: z.record(relativePath, relativePath),
    /** Files that only the scorer sees. */
    splits: z.strictObject({ validation: relativePath, test: z.union([relativePath, none]) }),
  }),
  rules: z.array(ruleSchema),
  cheats: relativePath.optional(),
  profiles: z.record(z.string(), profileSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Profile = z.infer<typeof profileSchema>;
export type Resources = z.infer<typeof resourcesSchema>;
export type Anchor = z.infer<typeof anchorSchema>;
export type Entry = z.infer<typeof entrySchema>;
export type RuleInForce = z.infer<typeof ruleSchema>;

/** What an author writes: the manifest's keys, and the code that only TypeScript can hold. */
import { z } from "zod";
import {
  manifestShape,
  scoringShape,
  type Anchor,
  type Manifest,
  type None,
  type RuleInForce,
  type ShapeOf,
} from "./schema.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A profile as written: `parameters` has the type that the declaration's `parameters` schema takes. */
export interface ProfileDeclaration<Parameters> {
  readonly summary: string;
  readonly parameters: Parameters;
  readonly seed: number;
  readonly dataNetwork?: "none" | "full";
  readonly resources: ResourcesDeclaration;
  readonly anchors: { readonly start: Anchor; readonly reference: Anchor } | None;
  readonly bound: { readonly score: number; readonly reason: string } | None;
}

export interface ResourcesDeclaration {
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly diskMiB: number;
  readonly processes: number;
  readonly gpus: { readonly count: number; readonly model?: string };
  /** Working time the solver has, in seconds. */
  readonly budgetSeconds: number;
  /** Wall-clock limit of one scoring, in seconds. */
  readonly scoringSeconds: number;
  /** Bytes that a submission may print in one scoring; 1 MiB unless told. */
  readonly outputBytes?: number;
  readonly network: "none" | "full";
}

export type EntryDeclaration =
  | {
      readonly kind: "function";
      readonly path: string;
      readonly name: string;
      /** What the scorer passes, in order: each a name, or a name and its type as in `x: torch.Tensor`. */
      readonly parameters?: readonly string[];
      readonly returns?: "value" | "module";
    }
  | { readonly kind: "script"; readonly path: string; readonly command: readonly string[] }
  | { readonly kind: "file"; readonly path: string };

/**
 * The declaration of one environment. Paths in `handIn` are relative to the workspace's root, all others to the
 * environment's folder. `Parameters` and `Result` are zod object schemas; they type `profiles` and `scoring`.
 */
export interface Declaration<
  Parameters extends z.ZodObject = z.ZodObject,
  Result extends z.ZodObject = z.ZodObject,
> {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly status: "ready" | "draft";
  readonly instructions: string;
  readonly requirements: string;
  readonly start: { readonly path: string };
  readonly reference: { readonly path: string; readonly train?: readonly string[] };
  readonly handIn: {
    readonly root: string;
    readonly extra: readonly string[];
    readonly entry: EntryDeclaration;
  };
  /** Sizes and settings that differ between profiles. */
  readonly parameters: Parameters;
  readonly scoring: {
    readonly entry: string;
    readonly direction: "lower" | "higher";
    readonly select: "best" | "last";
    readonly minScoringSeconds: number;
    /** What the scorer returns for one split. */
    readonly result: Result;
    /** The score of one split. A number that is not finite makes the attempt invalid. */
    score(result: z.output<Result>, parameters: z.output<Parameters>): number;
    /** What the solver sees of the validation split. */
    message(result: z.output<Result>, parameters: z.output<Parameters>): Readonly<Record<string, Json>>;
    /**
     * Standard error of the score of one split, from what the scorer says of its own noise: how much the score would vary over
     * other hidden data of the same kind. Where it is left out, `rebench check --calibrate` has only repeated scorings to go by.
     */
    standardError?(result: z.output<Result>, parameters: z.output<Parameters>): number;
  };
  readonly data: {
    readonly generator: string;
    readonly visible: Readonly<Record<string, string>>;
    readonly splits: { readonly validation: string; readonly test: string | None };
    /** Files of the workspace that a given program writes, such as a log of runs; the solver and its own code must not. */
    readonly recorded?: readonly string[];
    /** What is kept on the host beside the reference, the generator and the splits, and hidden like them. */
    readonly hidden?: readonly string[];
  };
  readonly rules: readonly RuleInForce[];
  readonly cheats?: string;
  readonly profiles: Readonly<Record<string, ProfileDeclaration<z.input<Parameters>>>>;
}

/** A declaration after `defineEnvironment`: its rules are complete. It is checked when it is loaded. */
export interface Environment<
  Parameters extends z.ZodObject = z.ZodObject,
  Result extends z.ZodObject = z.ZodObject,
> extends Declaration<Parameters, Result> {
  readonly schemaVersion: 1;
}

type CodeKeys = "parameters" | "scoring";

const zodObject = z.custom<z.ZodObject>(
  (value) => value instanceof z.ZodObject,
  "a zod object schema, such as z.strictObject({ ... })",
);
const code = z.custom<(...inputs: never[]) => unknown>((value) => typeof value === "function", "a function");

const declarationShape: ShapeOf<Omit<Manifest, CodeKeys>> & Record<CodeKeys, z.ZodType> = {
  ...manifestShape,
  parameters: zodObject,
  scoring: z.strictObject({
    ...scoringShape,
    result: zodObject,
    score: code,
    message: code,
    standardError: code.exactOptional(),
  }),
};

/** Checks the shape of a declaration; what it means is checked by `validate-declaration.ts`. */
export const declarationSchema: z.ZodType = z.strictObject(declarationShape);

import { loadEnvironment, profileOf, type LoadedEnvironment } from "../environment/load.ts";
import type { AuditFolder, CheckContext } from "./context.ts";
import { openMachine, type Machine, type MachineOptions } from "./machine.ts";
import type { Scratch } from "./scratch.ts";

export interface ContextOptions extends MachineOptions {
  /** The environment: an id or a folder. */
  readonly ref: string;
  readonly profile: string;
  readonly audit: AuditFolder;
  readonly scratch: Scratch;
}

export interface OpenContext extends CheckContext {
  readonly machine: () => Promise<Machine>;
}

/** A context in which everything is made when it is first asked for, and at most once. */
export function openContext({ ref, profile, audit, scratch, ...options }: ContextOptions): OpenContext {
  const environment = once((): Promise<LoadedEnvironment> => loadEnvironment(ref));
  const machine = once(async () => openMachine(await environment(), profile, scratch, options));
  const workspace = oncePer((solution) => machine().then(({ makeWorkspace }) => makeWorkspace(solution)));
  return {
    profileName: profile,
    environment,
    profile: async () => profileOf((await environment()).manifest, profile),
    machine,
    data: async () => (await machine()).data,
    workspace,
    scored: oncePer(async (solution) => (await machine()).score(await workspace(solution))),
    audit: async (folder) => audit(folder, await environment(), profile),
    makeFolder: scratch.makeFolder,
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

function oncePer<Value>(
  make: (key: "start" | "reference") => Promise<Value>,
): (key: "start" | "reference") => Promise<Value> {
  const made = new Map<string, Promise<Value>>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

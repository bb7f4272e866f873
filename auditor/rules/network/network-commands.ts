/** Commands of a shell that reach the network. */
import { UNKNOWN_PART } from "../../shell/paths.ts";
import type { ShellCommand } from "../../shell/command.ts";
import { pythonRunOf } from "../../shell/python-runs.ts";
import { reachedBy, type Reached } from "./hosts.ts";

export interface NetworkCommand {
  readonly what: string;
  readonly reached: Reached;
}

/** Verbs of programs that reach the network with some of them only. */
const VERBS: Readonly<Record<string, RegExp>> = {
  git: /^(clone|fetch|pull|push|ls-remote|submodule)$/,
  conda: /^(install|create|update)$/,
  mamba: /^(install|create|update)$/,
  apt: /^(install|update|upgrade)$/,
  "apt-get": /^(install|update|upgrade|source)$/,
  yum: /^install$/,
  dnf: /^install$/,
  apk: /^add$/,
  brew: /^install$/,
  npm: /^(install|i|ci)$/,
  cargo: /^(install|fetch)$/,
  go: /^(get|install)$/,
  docker: /^(pull|push|login)$/,
  aws: /^s3/,
  gsutil: /^(cp|rsync|ls|cat)$/,
  gcloud: /^(storage|compute)$/,
  az: /^storage$/,
  kaggle: /^(datasets|competitions|kernels|models)$/,
  "huggingface-cli": /^(download|upload|login)$/,
  hf: /^(download|upload|auth)$/,
  gh: /^(api|repo|release|gist)$/,
  modelscope: /^download$/,
};

const DIRECT = new Set([
  "curl",
  "wget",
  "aria2c",
  "axel",
  "nc",
  "ncat",
  "telnet",
  "ftp",
  "sftp",
  "ssh",
  "gdown",
  "rclone",
  "lftp",
  "http",
]);

/** What `command` reaches; undefined when it stays on this machine for all that its words say. */
export function networkCommand(command: ShellCommand): NetworkCommand | undefined {
  const { name } = command;
  if (name === undefined) return undefined;
  const args = command.words.slice(1).map(({ shape }) => shape);
  if (args.some((arg) => /^--(help|version)$/.test(arg)) || (args.length === 0 && DIRECT.has(name)))
    return undefined;
  if (DIRECT.has(name)) return direct(name, args);
  if (name === "rsync" || name === "scp") return copiesOver(name, args);
  const installer = installsPackages(command, name, args);
  if (installer !== undefined) return installer;
  const verbs = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  const verb = args.find((arg) => !arg.startsWith("-"));
  if (verbs === undefined || verb === undefined || !verbs.test(verb)) return undefined;
  if (name === "git") return gitReaches(verb, args);
  return { what: `${name} ${verb}`, reached: "remote" };
}

function direct(name: string, args: readonly string[]): NetworkCommand {
  const operands = args.filter((arg) => !arg.startsWith("-"));
  const address =
    operands.find((arg) => /^[a-z]+:\/\//i.test(arg)) ?? operands.find((arg) => arg.includes("@"));
  const target =
    address ??
    (/^(nc|ncat|telnet|ftp|ssh|sftp)$/.test(name)
      ? operands[0]
      : operands.find((arg) => /\w\.\w{2,}|^localhost|\d\.\d/.test(arg)));
  if (target === undefined || target.startsWith(UNKNOWN_PART)) return { what: name, reached: "unknown" };
  return { what: `${name} ${target.replaceAll(UNKNOWN_PART, "...")}`, reached: reachedBy(target) };
}

/** `host:path` leaves the machine, a path does not. */
function copiesOver(name: string, args: readonly string[]): NetworkCommand | undefined {
  const remote = args.find((arg) => /^([\w.-]+@)?[\w.-]+:{1,2}[^\\]/.test(arg) || arg.startsWith("rsync://"));
  return remote === undefined
    ? undefined
    : { what: `${name} ${remote.replaceAll(UNKNOWN_PART, "...")}`, reached: reachedBy(remote) };
}

function gitReaches(verb: string, args: readonly string[]): NetworkCommand | undefined {
  const target = args.filter((arg) => !arg.startsWith("-"))[1];
  if (verb === "submodule" && !args.includes("update") && !args.includes("add")) return undefined;
  const isPath = target !== undefined && /^[./~]/.test(target);
  return isPath
    ? undefined
    : {
        what: `git ${verb}`,
        reached: verb === "clone" && target !== undefined ? reachedBy(target) : "remote",
      };
}

/** `pip install` of names, in its spellings; of a folder or a wheel at hand it may fetch nothing. */
function installsPackages(
  command: ShellCommand,
  name: string,
  args: readonly string[],
): NetworkCommand | undefined {
  const module = pythonRunOf(command);
  const isModule = module?.kind === "module" && module.what === "pip";
  const words = isModule
    ? module.args.map(({ shape }) => shape)
    : name === "uv" && args[0] === "pip"
      ? args.slice(1)
      : args;
  const isPip = isModule || /^pip[\d.]*$/.test(name) || name === "uv";
  if (!isPip || !/^(install|download|wheel|add|sync)$/.test(words.find((arg) => !arg.startsWith("-")) ?? ""))
    return undefined;
  if (words.includes("--no-index")) return undefined;
  const verb = words.findIndex((arg) => /^(install|download|wheel|add|sync)$/.test(arg));
  const wanted = words
    .slice(verb + 1)
    .filter(
      (arg, index, all) =>
        !arg.startsWith("-") &&
        !/^(-e|--editable|-r|-c|-t|--target|-f|--find-links|-i|--index-url)$/.test(all[index - 1] ?? ""),
    );
  const hasList = words.some((arg) => /^(-r|--requirement)/.test(arg));
  const named = wanted.filter((arg) => !/^[./~]|\.whl$|\.tar\.gz$/.test(arg));
  if (named.length === 0 && !hasList) return undefined;
  return { what: "pip install", reached: "remote" };
}

/** Rust is read as a program that is handed in; what a submission compiles and loads into its own process is not followed. */
import { posix } from "node:path";
import type { ShellModel } from "../shell/model.ts";
import type { SourceTree } from "../source/tree.ts";

const BUILDS = /^(cargo|rustc|maturin|setuptools-rust)$/;

export function unfollowedRust(
  tree: SourceTree,
  shell: ShellModel,
): readonly { readonly path: string; readonly reason: string }[] {
  const isBuilt =
    tree.files.some(({ path }) => posix.basename(path) === "Cargo.toml") ||
    shell.commands.some(({ name }) => name !== undefined && BUILDS.test(name));
  if (!isBuilt) return [];
  return tree.sources
    .filter(({ language }) => language === "rust")
    .map(({ path }) => ({
      path,
      reason: "rust code that the submission compiles is not followed by this version",
    }));
}

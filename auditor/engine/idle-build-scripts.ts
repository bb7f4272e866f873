/** A build script does nothing until a build tool reads it: where nothing that is audited starts one, it is no part of what runs. */
import type { FileRecord } from "../finding/result.ts";
import type { EntryPoint } from "../python/program.ts";
import type { ShellModel } from "../shell/model.ts";
import type { SourceTree } from "../source/tree.ts";

const BUILD_TOOLS =
  /^(g?make|cmake|ctest|ninja|meson|bazel|bazelisk|buck2?|just|docker|podman|buildah|nerdctl|scons|pip\d*|uv|maturin)$/;

/** The build scripts of a submission that no command of it, and no entry of the environment, leads to. */
export function idleBuildScripts(
  tree: SourceTree,
  shell: ShellModel,
  entryPoints: readonly EntryPoint[],
): ReadonlySet<string> {
  const isStarted =
    entryPoints.some(({ command = [] }) => command.some((word) => BUILD_TOOLS.test(baseName(word)))) ||
    // A command that is not known may be a build tool; one that starts another program names it among its words.
    shell.commands.some(
      ({ reach, name, words }) =>
        reach !== "unreached" &&
        (name === undefined ||
          BUILD_TOOLS.test(name) ||
          words.some(({ text = "" }) => BUILD_TOOLS.test(baseName(text)))),
    ) ||
    shell.opaque.some(({ reach }) => reach !== "unreached");
  return isStarted ? new Set() : new Set(tree.files.filter(isBuildScript).map(({ path }) => path));
}

function isBuildScript({ language }: FileRecord): boolean {
  return language === "build-script";
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `rebench list`: the environments that come with this package. */
import { Command } from "commander";

export function listCommand(): Command {
  return new Command("list")
    .description("list the built-in environments")
    .option("--json", "print JSON")
    .action(runList);
}

async function runList(options: { readonly json?: boolean }): Promise<void> {
  const [{ builtInIds }, { loadManifest }, print, { describeError, exitCodes }] = await Promise.all([
    import("../../environment/built-in.ts"),
    import("../../environment/load.ts"),
    import("../print.ts"),
    import("../exit-codes.ts"),
  ]);
  const environments = [];
  for (const ref of builtInIds()) {
    try {
      const { id, version, title, status, profiles } = (await loadManifest(ref)).manifest;
      environments.push({ id, version, title, status, profiles: Object.keys(profiles) });
    } catch (error) {
      // One that can not be loaded does not hide the others.
      print.reportProgress(describeError(error));
      process.exitCode = exitCodes.usage;
    }
  }
  if (options.json === true) return print.printJson(environments);
  const rows = environments.map(({ id, version, status, profiles, title }) => [
    id,
    version,
    status,
    profiles.join(", "),
    title,
  ]);
  print.printText(print.formatTable(["id", "version", "status", "profiles", "title"], rows));
  if (environments.some(({ status }) => status === "draft"))
    print.printText("\nA draft can be audited against; it can not be started, scored or checked yet.");
}

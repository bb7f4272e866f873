/** `rebench show`: one environment in words, or its manifest. */
import { Command } from "commander";
import type { Manifest, Profile } from "../../environment/schema.ts";

export function showCommand(): Command {
  return new Command("show")
    .description("show an environment")
    .argument("<env>", "an id, a folder, or a manifest.json")
    .option("--json", "print the manifest")
    .action(runShow);
}

async function runShow(ref: string, options: { readonly json?: boolean }): Promise<void> {
  const [{ loadManifest }, print] = await Promise.all([
    import("../../environment/load.ts"),
    import("../print.ts"),
  ]);
  const { manifest } = await loadManifest(ref);
  if (options.json === true) print.printJson(manifest);
  else print.printText(describe(manifest));
}

function describe(manifest: Manifest): string {
  const { scoring, handIn, data } = manifest;
  const test = typeof data.splits.test === "string" ? "sealed" : `none (${data.splits.test.none})`;
  return [
    `${manifest.id} ${manifest.version}${manifest.status === "draft" ? " (draft: can be audited against, not started or scored)" : ""}`,
    manifest.title,
    "",
    `hand-in    ${[`${handIn.root}/`, ...handIn.extra].join(", ")}; reached at ${handIn.entry.path}`,
    `score      ${scoring.direction} is better; the ${scoring.select} valid score counts; no scoring takes less than ${scoring.minScoringSeconds} s`,
    `data       given: ${Object.keys(data.visible).join(", ") || "none"}; test split: ${test}`,
    ...(data.recorded === undefined
      ? []
      : [`           written by what is given: ${data.recorded.join(", ")}`]),
    ...Object.entries(manifest.profiles).flatMap(([name, profile]) => [
      "",
      ...describeProfile(name, profile),
    ]),
    "",
    "rules",
    ...manifest.rules.map((rule) => `- ${rule.id} (${rule.enforcedBy.join(", ")}): ${rule.text}`),
  ].join("\n");
}

function describeProfile(name: string, profile: Profile): string[] {
  const { anchors, bound, resources } = profile;
  const parameters = Object.entries(profile.parameters).map(
    ([key, value]) => `${key} ${JSON.stringify(value)}`,
  );
  return [
    `profile ${name}: ${profile.summary}`,
    `  resources  ${resources.cpus} CPUs, ${resources.memoryMiB} MiB, ${resources.gpus.count} GPUs; ${resources.budgetSeconds} s of work, ${resources.scoringSeconds} s a scoring`,
    `  parameters ${parameters.join(", ") || "none"}`,
    ...("none" in anchors
      ? [`  anchors    none: ${anchors.none}`]
      : (["start", "reference"] as const).map(
          (key) =>
            `  ${key.padEnd(10)} ${anchors[key].score} +- ${anchors[key].standardError} (${anchors[key].measuredAt})`,
        )),
    `  bound      ${"none" in bound ? `none: ${bound.none}` : `${bound.score}: ${bound.reason}`}`,
  ];
}

/** What a declaration must satisfy beyond the shape of its parts. Looks at nothing but the declaration. */
import { dirname } from "node:path/posix";
import type { SoundParts } from "./validate-declaration.ts";
import type { DeclarationIssue } from "./user-error.ts";
import { formatPath } from "./issue-path.ts";
import { isInside, reservedInWorkspace, scoringFolder } from "./workspace-layout.ts";

export function consistencyIssues(parts: SoundParts): DeclarationIssue[] {
  return [
    ...(parts.hasProfiles ? [] : [{ path: "profiles", expected: "at least one profile", found: "none" }]),
    ...handInIssues(parts),
    ...dataIssues(parts),
    ...folderIssues(parts),
    ...Object.keys(parts.profiles).flatMap((name) => profileIssues(name, parts)),
  ];
}

function handInIssues({ handIn }: SoundParts): DeclarationIssue[] {
  if (handIn === undefined) return [];
  const issues: DeclarationIssue[] = [];
  const { root, extra, entry } = handIn;
  if (![root, ...extra].some((path) => isInside(entry.path, path))) {
    const expected = `a path inside ${[`${root}/`, ...extra].join(" or ")}`;
    issues.push({ path: "handIn.entry.path", expected, found: JSON.stringify(entry.path) });
  }
  for (const [key, path] of [["root", root] as const, ...extra.map((one, index) => [index, one] as const)]) {
    const place = typeof key === "number" ? formatPath(["handIn", "extra", key]) : "handIn.root";
    const taken = reservedInWorkspace.find((reserved) => overlap(path, reserved));
    if (taken !== undefined)
      issues.push({
        path: place,
        expected: `not ${taken}, which the workspace needs`,
        found: JSON.stringify(path),
      });
    if (key !== "root" && overlap(path, root)) {
      issues.push({ path: place, expected: `a path outside ${root}/`, found: JSON.stringify(path) });
    }
  }
  return issues;
}

function dataIssues({ data, handIn }: SoundParts): DeclarationIssue[] {
  if (data === undefined) return [];
  const issues: DeclarationIssue[] = [];
  const shown = Object.keys(data.visible);
  for (const [index, path] of shown.entries()) {
    const place = formatPath(["data", "visible", path]);
    const others = [handIn?.root, ...(handIn?.extra ?? []), ...reservedInWorkspace, ...shown.slice(0, index)];
    const taken = others.find((other) => other !== undefined && overlap(path, other));
    if (taken !== undefined)
      issues.push({
        path: place,
        expected: `a path that does not collide with ${taken}`,
        found: JSON.stringify(path),
      });
    if (data.visible[path] === data.splits.test) {
      issues.push({
        path: place,
        expected: "a file other than the test split",
        found: JSON.stringify(data.visible[path]),
      });
    }
  }
  issues.push(...recordIssues(data, handIn), ...hiddenIssues(data));
  if (data.splits.test === data.splits.validation) {
    issues.push({
      path: "data.splits.test",
      expected: "a file other than the validation split",
      found: JSON.stringify(data.splits.test),
      suggestion: 'write { none: "why" } where there is one split only',
    });
  }
  return issues;
}

/** What a given program writes lies in the workspace, beside all else there. */
function recordIssues(
  { recorded = [], visible }: NonNullable<SoundParts["data"]>,
  handIn: SoundParts["handIn"],
): DeclarationIssue[] {
  const others = [handIn?.root, ...(handIn?.extra ?? []), ...reservedInWorkspace, ...Object.keys(visible)];
  return recorded.flatMap((path, index) => {
    const taken = others.find((other) => other !== undefined && overlap(path, other));
    if (taken === undefined) return [];
    const expected = `a path that does not collide with ${taken}`;
    return [{ path: formatPath(["data", "recorded", index]), expected, found: JSON.stringify(path) }];
  });
}

/** The solver can not be forbidden to read what it is given. */
function hiddenIssues({ hidden = [], visible }: NonNullable<SoundParts["data"]>): DeclarationIssue[] {
  const shown = [...Object.keys(visible), scoringFolder];
  return hidden.flatMap((path, index) => {
    if (!shown.some((given) => isInside(given, path))) return [];
    const expected = "a path that the solver is not given";
    return [{ path: formatPath(["data", "hidden", index]), expected, found: JSON.stringify(path) }];
  });
}

/** Nothing hidden may lie in a folder that the solver is given, and nothing given in one that is hidden. */
function folderIssues({ start, reference, scoring, data, cheats }: SoundParts): DeclarationIssue[] {
  const issues: DeclarationIssue[] = [];
  if (
    scoring.entry !== undefined &&
    (!isInside(scoring.entry, scoringFolder) || scoring.entry === scoringFolder)
  ) {
    const expected = `a path in ${scoringFolder}/, which is the folder that the solver is given to read`;
    issues.push({ path: "scoring.entry", expected, found: JSON.stringify(scoring.entry) });
  }
  const shown = { start: start?.path, "the scorer's folder": scoringFolder };
  const generator = data === undefined ? undefined : dirname(data.generator);
  const around = { ...shown, "the generator's folder": generator === "." ? undefined : generator };
  const pairs = [
    ...Object.entries(around).map((other) => ["reference.path", reference?.path, ...other] as const),
    ...Object.entries(shown).map((other) => ["cheats", cheats, ...other] as const),
  ];
  for (const [path, hidden, name, folder] of pairs) {
    if (hidden === undefined || folder === undefined || !overlap(hidden, folder)) continue;
    issues.push({ path, expected: `a folder apart from ${name} (${folder})`, found: JSON.stringify(hidden) });
  }
  return issues;
}

function profileIssues(name: string, { profiles, scoring }: SoundParts): DeclarationIssue[] {
  const profile = profiles[name];
  if (profile === undefined) return [];
  const issues: DeclarationIssue[] = [];
  const at = (...keys: string[]): string => formatPath(["profiles", name, ...keys]);
  const { scoringSeconds } = profile.resources;
  if (scoring.minScoringSeconds !== undefined && scoring.minScoringSeconds >= scoringSeconds) {
    const expected = `more than scoring.minScoringSeconds (${scoring.minScoringSeconds})`;
    issues.push({ path: at("resources", "scoringSeconds"), expected, found: String(scoringSeconds) });
  }
  if (scoring.direction === undefined || "none" in profile.anchors) return issues;
  const { start, reference } = profile.anchors;
  const sign = scoring.direction === "lower" ? -1 : 1;
  const better = scoring.direction === "lower" ? "below" : "above";
  if (sign * (reference.score - start.score) <= 0) {
    const expected = `a score ${better} the start's (${start.score}), since ${scoring.direction} is better`;
    issues.push({ path: at("anchors", "reference", "score"), expected, found: String(reference.score) });
  }
  if ("score" in profile.bound && sign * (profile.bound.score - reference.score) < 0) {
    const expected = `a score no worse than the reference's (${reference.score}), since no honest score beats the bound`;
    issues.push({ path: at("bound", "score"), expected, found: String(profile.bound.score) });
  }
  return issues;
}

function overlap(left: string, right: string): boolean {
  return isInside(left, right) || isInside(right, left);
}

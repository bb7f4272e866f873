/** How often real, honest code is accused: each module as a submission of its own, and each package as one. */
import { relative } from "node:path";
import { isViolation } from "../auditor/finding/verdict.ts";
import { auditAll, type Outcome } from "./audit-all.ts";
import type { CodePackage } from "./packages.ts";
import type { Share } from "../auditor/catalogue/accuracy-file.ts";
import { shareWhere } from "./share.ts";

export const policies = ["python", "gpu-kernel", "ml-training"] as const;

/** Verdicts of one package's modules under one policy. */
export interface AlarmRow {
  readonly package: string;
  readonly policy: string;
  readonly files: number;
  readonly violation: number;
  readonly suspect: number;
  readonly inconclusive: number;
  readonly failed: number;
  /** Of the package as one submission. */
  readonly whole: string;
}

/** A finding to read: is it true? */
export interface Accusation {
  readonly package: string;
  readonly policy: string;
  readonly verdict: "violation" | "suspect";
  readonly rule: string;
  readonly class: string;
  readonly message: string;
  /** `<file>:<line>` in the package. */
  readonly place: string;
  readonly quote: string;
}

export interface AlarmSection {
  readonly rows: readonly AlarmRow[];
  readonly byPolicy: Readonly<Record<string, { readonly accused: Share; readonly suspected: Share }>>;
  /** Of single modules; those of whole packages are in the listing only. */
  readonly accusations: readonly Accusation[];
}

export interface Alarms {
  readonly section: AlarmSection;
  /** Every finding, for reading. */
  readonly listing: readonly Accusation[];
  readonly failures: readonly string[];
}

/** Seconds for one module and for one package; what takes longer counts as failed. */
const MODULE_SECONDS = 60;
const PACKAGE_SECONDS = 180;

export async function measureAlarms(
  packages: readonly CodePackage[],
  say: (text: string) => void,
): Promise<Alarms> {
  const parts: PackagePart[] = [];
  for (const one of packages) {
    for (const policy of policies) {
      parts.push(await measurePackage(one, policy));
      const { row } = parts.at(-1) as PackagePart;
      say(
        `${row.package}, ${policy}: ${row.files} files, ${row.violation} violations, ${row.suspect} suspects, ${row.inconclusive} inconclusive, ${row.failed} failed; as one: ${row.whole}`,
      );
    }
  }
  const modules = parts.flatMap((part) => part.modules);
  return {
    section: {
      rows: parts.map(({ row }) => row),
      byPolicy: Object.fromEntries(policies.map((policy) => [policy, sharesOf(parts, policy)])),
      accusations: modules.filter(({ verdict }) => verdict === "violation"),
    },
    listing: parts.flatMap((part) => [...part.modules, ...part.whole]),
    failures: parts.flatMap((part) => part.failures),
  };
}

interface PackagePart {
  readonly row: AlarmRow;
  readonly policy: string;
  readonly outcomes: readonly Outcome[];
  readonly modules: readonly Accusation[];
  readonly whole: readonly Accusation[];
  readonly failures: readonly string[];
}

async function measurePackage(code: CodePackage, policy: string): Promise<PackagePart> {
  const requests = code.files.map((file) => ({ id: relative(code.folder, file), submission: file, policy }));
  const outcomes = await auditAll(requests, { jobs: 2, seconds: MODULE_SECONDS });
  // The standard library's folder also holds its tests and whatever was installed: it is no single submission.
  const isOne = !code.name.startsWith("CPython");
  const [whole] = isOne
    ? await auditAll([{ id: "as one", submission: code.folder, policy }], {
        jobs: 1,
        seconds: PACKAGE_SECONDS,
      })
    : [];
  const count = (verdict: string): number => outcomes.filter((one) => one.verdict === verdict).length;
  return {
    policy,
    outcomes,
    row: {
      package: code.name,
      policy,
      files: outcomes.length,
      violation: count("violation"),
      suspect: count("suspect"),
      inconclusive: count("inconclusive"),
      failed: outcomes.filter(({ verdict, failures }) => verdict === "error" || failures.length > 0).length,
      whole: whole?.verdict ?? "-",
    },
    modules: outcomes.flatMap((outcome) => accusationsOf(code.name, policy, outcome, outcome.id)),
    whole: whole === undefined ? [] : accusationsOf(`${code.name} as one`, policy, whole),
    failures: [...outcomes, ...(whole === undefined ? [] : [whole])].flatMap(({ id, failures }) =>
      failures.map((text) => `${code.name}, ${policy}, ${id}: ${text}`),
    ),
  };
}

function accusationsOf(name: string, policy: string, outcome: Outcome, file?: string): Accusation[] {
  return outcome.findings.map((finding) => ({
    package: name,
    policy,
    verdict: isViolation(finding) ? "violation" : "suspect",
    rule: finding.ruleId,
    class: finding.class,
    message: finding.message,
    place: `${file ?? finding.location.file}:${finding.location.startLine}`,
    quote: finding.location.quote.slice(0, 200),
  }));
}

function sharesOf(parts: readonly PackagePart[], policy: string): { accused: Share; suspected: Share } {
  const outcomes = parts.filter((part) => part.policy === policy).flatMap((part) => part.outcomes);
  return {
    accused: shareWhere(outcomes, ({ verdict }) => verdict === "violation"),
    suspected: shareWhere(outcomes, ({ verdict }) => verdict === "suspect"),
  };
}

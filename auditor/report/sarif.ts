/** An audit's result as SARIF 2.1.0, for code scanning and viewers. */
import type {
  Artifact,
  Invocation,
  Location as SarifLocation,
  Log,
  Notification,
  PhysicalLocation,
  ReportingDescriptor,
  Result,
  ThreadFlowLocation,
} from "sarif";
import type { Finding, Location } from "../finding/finding.ts";
import type { AuditResult, FileRecord, RuleText } from "../finding/result.ts";
import { isViolation } from "../finding/verdict.ts";
import { fileUri } from "./file-uri.ts";
import { visible } from "./visible.ts";

/** Paths are relative to the submission; where that lies on some machine is the viewer's to know. */
const BASE = "SUBMISSION";

export function renderSarif(result: AuditResult): string {
  return `${JSON.stringify(toSarif(result), null, 2)}\n`;
}

export function toSarif(result: AuditResult): Log {
  const artifacts = new Map(result.submission.files.map(({ path }, index) => [path, index]));
  const rules = new Map(result.rules.map(({ id }, index) => [id, index]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: result.tool.name,
            semanticVersion: result.tool.version,
            rules: result.rules.map(toDescriptor),
            properties: { rulesDigest: result.tool.rulesDigest },
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [BASE]: { description: { text: "The root of the audited submission." } } },
        invocations: [toInvocation(result)],
        artifacts: result.submission.files.map(toArtifact),
        results: result.findings.map((finding) => toResult(finding, rules, artifacts)),
        properties: {
          verdict: result.verdict,
          environment: result.environment,
          policy: result.policy,
          submissionDigest: result.submission.digest,
          ...(result.unusedWaivers === undefined ? {} : { unusedWaivers: result.unusedWaivers }),
        },
      },
    ],
  };
}

function toDescriptor(rule: RuleText): ReportingDescriptor {
  return {
    id: rule.id,
    name: rule.id.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text: escapeProse(rule.title) },
    fullDescription: { text: escapeProse(rule.what) },
    help: { text: escapeProse(`${rule.what}\n\n${rule.why}`) },
    defaultConfiguration: { level: "error" },
    properties: { tags: rule.classes },
  };
}

function toResult(
  finding: Finding,
  rules: ReadonlyMap<string, number>,
  artifacts: ReadonlyMap<string, number>,
): Result {
  const ruleIndex = rules.get(finding.ruleId);
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    ...severityOf(finding),
    message: { text: `${escapeMessage(finding.message)}\nRule: ${escapeMessage(finding.clause)}` },
    locations: [{ physicalLocation: toPhysical(finding.location, artifacts) }],
    ...(finding.steps.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: toFlow(finding, artifacts) }] }] }),
    partialFingerprints: { "rebench/v1": finding.fingerprint },
    ...(finding.waived === undefined ? {} : { suppressions: [toSuppression(finding.waived)] }),
    properties: {
      class: finding.class,
      confidence: finding.confidence,
      effect: finding.effect,
      source: finding.source,
    },
  };
}

/** What makes a violation has failed; the rest is for a person to judge, and SARIF gives such results no level. */
function severityOf(finding: Finding): Pick<Result, "kind" | "level"> {
  if (!isViolation(finding)) return { kind: "review", level: "none" };
  return { kind: "fail", level: finding.confidence === "proven" ? "error" : "warning" };
}

function toSuppression(waived: NonNullable<Finding["waived"]>): NonNullable<Result["suppressions"]>[number] {
  return {
    kind: "external",
    status: "accepted",
    justification: waived.reason,
    properties: { by: waived.by, date: waived.date },
  };
}

/** The steps, and the finding itself as where they lead. */
function toFlow(finding: Finding, artifacts: ReadonlyMap<string, number>): ThreadFlowLocation[] {
  const steps = [...finding.steps, { location: finding.location, label: finding.message }];
  return steps.map(({ location, label }, index) => ({
    location: { physicalLocation: toPhysical(location, artifacts), message: { text: escapeMessage(label) } },
    executionOrder: index + 1,
  }));
}

function toPhysical(location: Location, artifacts: ReadonlyMap<string, number>): PhysicalLocation {
  const index = artifacts.get(location.file);
  return {
    artifactLocation: {
      uri: fileUri(location.file),
      uriBaseId: BASE,
      ...(index === undefined ? {} : { index }),
    },
    region: {
      startLine: location.startLine,
      startColumn: location.startColumn,
      endLine: location.endLine,
      endColumn: location.endColumn,
      snippet: { text: location.quote },
    },
  };
}

function toArtifact(file: FileRecord): Artifact {
  return {
    location: { uri: fileUri(file.path), uriBaseId: BASE },
    length: file.bytes,
    ...(file.sha256 === "" ? {} : { hashes: { "sha-256": file.sha256 } }),
    ...(file.analysed === "none" ? {} : { sourceLanguage: file.language, roles: ["analysisTarget"] }),
    properties: {
      role: file.role,
      analysed: file.analysed,
      ...(file.reason === undefined ? {} : { reason: file.reason }),
    },
  };
}

function toInvocation(result: AuditResult): Invocation {
  const failures = result.ruleFailures.map(({ ruleId, error }): Notification => ({
    level: "error",
    message: { text: escapeMessage(`${ruleId} failed: ${error}`) },
    descriptor: { id: "rule-failure" },
    properties: { ruleId },
  }));
  const missing = result.notAnalysed.map(({ path, reason }): Notification => ({
    level: "warning",
    message: { text: escapeMessage(`${path}: ${reason}`) },
    descriptor: { id: "not-analysed" },
    locations: [fileLocation(path)],
  }));
  return {
    executionSuccessful: failures.length === 0,
    toolExecutionNotifications: [...failures, ...missing],
  };
}

function fileLocation(path: string): SarifLocation {
  return { physicalLocation: { artifactLocation: { uri: fileUri(path), uriBaseId: BASE } } };
}

/**
 * Text of a submission inside a SARIF message, on one line. There `{0}` is a placeholder and `[text](target)` a link: braces
 * are doubled (3.11.5) and what would close a link's text is escaped (3.11.6).
 */
function escapeMessage(text: string): string {
  return visible(text)
    .replace(/[{}]/g, "$&$&")
    .replace(/\](?=\()/g, "\\]");
}

/** Our own text, whose line ends are meant. */
function escapeProse(text: string): string {
  return text.split("\n").map(escapeMessage).join("\n");
}

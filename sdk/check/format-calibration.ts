/** The result of a calibration as text. */
import type { Calibration } from "./calibrate.ts";
import { formatNumber, type Measurement } from "./scores.ts";

export function formatCalibration({ start, reference, changes }: Calibration): string {
  return [
    `start      ${describe(start)}`,
    `reference  ${describe(reference)}`,
    ...(changes.length === 0 ? ["nothing changed"] : changes),
  ].join("\n");
}

function describe({ score, standardError, scorings, noise }: Measurement): string {
  return `${formatNumber(score)} +- ${formatNumber(standardError)} (${scorings} scorings; the standard error is that of ${noise})`;
}

/** The version of the package that audits. */
import { createRequire } from "node:module";

interface PackageFile {
  readonly version: string;
}

/** By the package's own name, so that it is found from the sources and from the build alike. */
export function toolVersion(): string {
  const require = createRequire(import.meta.url);
  return (require("rebench/package.json") as PackageFile).version;
}

import { cli, milliseconds, timeProcess } from "./measure.mjs";

export async function benchCommandLine() {
  return [
    { what: "node -e 0 (yardstick)", value: milliseconds(timeProcess(process.execPath, ["-e", "0"])) },
    {
      what: "rebench --help, whole process",
      value: milliseconds(timeProcess(process.execPath, [cli, "--help"])),
      target: "150 ms",
    },
  ];
}

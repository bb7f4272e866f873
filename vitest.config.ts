import { defineConfig } from "vitest/config";

const shared = { pool: "threads" as const, isolate: false };

// `fast` is the loop of whoever changes something; `slow` starts sandboxes, Python and trainings.
export default defineConfig({
  resolve: { conditions: ["rebench-source"] },
  ssr: { resolve: { conditions: ["rebench-source"] } },
  test: {
    // `.ci/run` reads its counts from a report; everybody else reads the terminal.
    reporters: process.env["REBENCH_TEST_REPORT"] === undefined ? ["default"] : ["default", "json"],
    ...(process.env["REBENCH_TEST_REPORT"] === undefined
      ? {}
      : { outputFile: { json: process.env["REBENCH_TEST_REPORT"] } }),
    projects: [
      {
        extends: true,
        test: { ...shared, name: "fast", include: ["test/**/*.test.ts"], exclude: ["test/slow/**"] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "slow",
          include: ["test/slow/**/*.test.ts"],
          globalSetup: ["scripts/ensure-bubblewrap.mjs"],
          testTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

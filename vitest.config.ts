import { defineConfig } from "vitest/config";

const shared = {
  pool: "threads" as const,
  isolate: false,
  globalSetup: [] as string[],
};

// `fast` is the loop of whoever changes something; `slow` starts sandboxes, Python and trainings.
export default defineConfig({
  resolve: { conditions: ["rebench-source"] },
  ssr: { resolve: { conditions: ["rebench-source"] } },
  test: {
    projects: [
      { extends: true, test: { ...shared, name: "fast", include: ["test/**/*.test.ts"], exclude: ["test/slow/**"] } },
      {
        extends: true,
        test: { ...shared, name: "slow", include: ["test/slow/**/*.test.ts"], testTimeout: 900_000, fileParallelism: false },
      },
    ],
  },
});

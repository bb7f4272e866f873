// Which part may import which. `npm run lint` runs this over the sources, test/architecture.test.ts over sources that break it.

/** A folder may import those listed for it, itself, and packages. */
const allowed = {
  "sdk/environment": ["sdk/host"],
  "sdk/host": ["sdk/environment/user-error"],
  "sdk/score-log": ["sdk/environment", "sdk/host"],
  "sdk/sandbox": ["sdk/environment", "sdk/host"],
  "sdk/interpreter": ["sdk/environment", "sdk/host"],
  "sdk/workspace": ["sdk/environment", "sdk/host", "sdk/score-log", "sdk/sandbox", "sdk/interpreter"],
  "sdk/scoring": [
    "sdk/environment",
    "sdk/host",
    "sdk/score-log",
    "sdk/sandbox",
    "sdk/interpreter",
    "sdk/workspace",
  ],
  "sdk/check": [
    "sdk/environment",
    "sdk/host",
    "sdk/score-log",
    "sdk/sandbox",
    "sdk/interpreter",
    "sdk/workspace",
    "sdk/scoring",
  ],
  "auditor/finding": ["sdk/index.ts"],
  "auditor/source": ["sdk/index.ts", "auditor/finding"],
  "auditor/python": ["sdk/index.ts", "auditor/finding", "auditor/source"],
  "auditor/shell": ["sdk/index.ts", "auditor/finding", "auditor/source", "auditor/python"],
  "auditor/cpp": ["sdk/index.ts", "auditor/finding", "auditor/source", "auditor/python"],
  "auditor/rules": [
    "sdk/index.ts",
    "auditor/finding",
    "auditor/source",
    "auditor/python",
    "auditor/shell",
    "auditor/cpp",
  ],
  "auditor/engine": [
    "sdk/index.ts",
    "auditor/finding",
    "auditor/source",
    "auditor/python",
    "auditor/shell",
    "auditor/cpp",
    "auditor/rules",
  ],
  "auditor/catalogue": ["sdk/index.ts", "auditor/finding", "auditor/rules", "auditor/engine"],
  "auditor/batch": ["sdk/index.ts", "auditor/finding", "auditor/index.ts"],
  "auditor/report": ["sdk/index.ts", "auditor/finding"],
};

const directions = Object.entries(allowed).map(([folder, others]) => ({
  name: `imports-of-${folder.replaceAll("/", "-")}`,
  comment: `${folder} may import ${others.join(", ") || "nothing of ours"}`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: {
    path: "^(sdk|auditor|environments)/",
    pathNot: [`^${folder}/`, ...others.map((other) => `^${other}`)],
  },
}));

export default {
  forbidden: [
    ...directions,
    {
      name: "no-circles",
      comment: "Modules that import one another can not be understood one at a time",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "auditor-sees-the-sdk-through-its-index",
      severity: "error",
      from: { path: "^auditor/" },
      to: { path: "^sdk/", pathNot: "^sdk/index\\.ts$" },
    },
    {
      name: "only-the-audit-command-loads-the-auditor",
      severity: "error",
      from: { path: "^sdk/", pathNot: "^sdk/cli/(load-auditor|commands/audit)\\.ts$" },
      to: { path: "^auditor/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "parsers-stay-behind-the-model",
      comment: "Rules ask the model; they never see a parser's nodes",
      severity: "error",
      from: {
        path: "^(auditor|sdk)/",
        pathNot: "^auditor/((python|shell|cpp)/parse|source/syntax-tree)\\.ts$",
      },
      to: { path: "web-tree-sitter" },
    },
    {
      name: "commands-are-not-imported",
      severity: "error",
      from: { pathNot: "^sdk/cli/" },
      to: { path: "^sdk/cli/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["rebench-source", "import", "default"],
    },
  },
};

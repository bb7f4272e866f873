/** Measures the stages of an audit, in whole milliseconds. */
export interface Stopwatch {
  /** Ends the stage `name`, which began where the one before ended. */
  readonly lap: (name: string) => void;
  readonly laps: () => Record<string, number>;
}

export function startStopwatch(): Stopwatch {
  const laps: Record<string, number> = {};
  let last = performance.now();
  return {
    lap: (name) => {
      const now = performance.now();
      laps[`${name}Ms`] = Math.round(now - last);
      last = now;
    },
    laps: () => ({ ...laps }),
  };
}

/** One measured figure. */
export interface Figure {
  name: string;
  value: number;
  /** `ms`, `MB`, `x`, `requests`, `/s`, … */
  unit: string;
  /** The aim it is held against; undefined when it has none. `atMost` and `atLeast` are in the same unit. */
  goal?: { atMost: number } | { atLeast: number };
  /** How it came about: how many runs, beside which peer. */
  note?: string;
}

/** One page of the benchmark: what was measured, on what, and the figures. */
export interface Page {
  title: string;
  /** One or two sentences: what ran beside what, and how often. */
  about: string;
  figures: Figure[];
}

/** What a page's program gets. Every file in `bench/pages/` exports `run(bench: Bench): Promise<Page>`. */
export interface Bench {
  /** Says what is being measured now; long work should say it. */
  say(line: string): void;
  /** A folder of this page alone, empty at the start and removed at the end. */
  directory: string;
}

/** Whether a figure reaches its goal; undefined when it has none. */
export function reaches({ value, goal }: Figure): boolean | undefined {
  if (!goal) return undefined;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

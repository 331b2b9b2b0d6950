/** One time axis for the whole page, so that everything that stands above one another happened together. */
export interface TimeAxis {
  from: number;
  to: number;
  /** Where a moment is, in percent of the width, kept within 0 and 100. */
  percent(at: number): number;
  ticks: { percent: number; label: string }[];
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600].map((seconds) => seconds * 1_000);
const mostTicks = 7;

/** The axis from `from` to `to`, milliseconds since the epoch; labels count from `from` as minutes and seconds. */
export function timeAxis(from: number, to: number): TimeAxis {
  const length = Math.max(1, to - from);
  const step = steps.find((candidate) => length / candidate <= mostTicks) ?? length / mostTicks;
  const percent = (at: number) => round(Math.min(100, Math.max(0, ((at - from) / length) * 100)));
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => ({
    percent: percent(from + index * step),
    label: clock(index * step),
  }));
  return { from, to: from + length, percent, ticks };
}

/** Milliseconds as `m:ss`. */
export function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Two decimals are a tenth of a pixel on the widest screen. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

// What many measurements come to: medians and 95th percentiles.

/** The value below which this share of the numbers lies (nearest rank). */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** The middle; of two in the middle what lies between them. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const round = (number) => Math.round(number * 1000) / 1000;

/**
 * One page on one case, of all its runs: each figure as { median, p95, n }. A figure that
 * has many values in a run (each key) is taken of all of them together. Of a figure that
 * was longer than the cap in any run nothing else is told than that, in `over`.
 */
export function summary(runs) {
  const over = runs.find((run) => run.over)?.over;
  const names = new Set(runs.flatMap((run) => Object.keys(run)));
  const figures = over ? { over } : {};
  for (const name of names) {
    const values = runs.flatMap((run) => run[name] ?? []).filter((value) => typeof value === "number");
    if (values.length === 0 || name === over) continue;
    figures[name] = { median: round(median(values)), p95: round(percentile(values, 0.95)), n: values.length };
  }
  return figures;
}

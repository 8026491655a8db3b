// What many measurements come to.
import assert from "node:assert/strict";
import test from "node:test";
import { median, percentile, summary } from "../figures.mjs";

test("the median and the percentile are those of the numbers in order", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([10, 9, 1, 2]), 5.5);
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  assert.equal(percentile(hundred, 0.95), 95);
  assert.equal(percentile([7], 0.95), 7);
});

test("keys of all runs count together, other figures once a run", () => {
  const runs = [{ input_ms: [1, 2, 3], usable_ms: 10 }, { input_ms: [100], usable_ms: 30 }];
  assert.deepEqual(summary(runs), {
    input_ms: { median: 2.5, p95: 100, n: 4 },
    usable_ms: { median: 20, p95: 30, n: 2 },
  });
});

test("what went over the cap in any run has no median", () => {
  const runs = [{ usable_ms: 10, input_ms: [1] }, { usable_ms: 20, over: "input_ms" }];
  assert.deepEqual(summary(runs), { over: "input_ms", usable_ms: { median: 15, p95: 20, n: 2 } });
});

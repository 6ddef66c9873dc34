// What every benchmark prints with: medians, ratios and the machine they were measured on.
import { cpus } from 'node:os';

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of runs that took turns, each to the one beside it: what else the machine did fell on both alike. */
export function medianRatio(ones, others) {
  return median(ones.map((one, round) => one / others[round]));
}

function milliseconds(value) {
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
}

export function mebibytes(bytes) {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}

/** "123 ms (110 to 140)": the median, and how far the runs lay apart. */
export function spread(values, format = milliseconds) {
  return `${format(median(values))} (${format(Math.min(...values))} to ${format(Math.max(...values))})`;
}

export function title(text) {
  const { model } = cpus()[0];
  console.log(`\n${text}\nNode ${process.versions.node}, ${cpus().length} cores, ${model.trim()}\n`);
}

/** One line of figures, its name in a column of its own. */
export function line(name, figure) {
  console.log(`  ${name.padEnd(46)} ${figure}`);
}

/** A ratio beside what it must be; one that is missed is the process's exit code too. */
export function ratio(name, value, { atMost, atLeast }) {
  const kept = atMost === undefined ? value >= atLeast : value <= atMost;
  const wanted = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  line(name, `${value.toFixed(2)} (${wanted}: ${kept ? 'kept' : 'MISSED'})`);
  if (!kept) process.exitCode = 1;
}

/** Milliseconds that `work` takes. */
export async function timed(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Times of each run, by its name; in turns, so that what else the machine does falls on all of them alike. */
export async function interleaved({ warmUp, measured }, runs) {
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let round = 0; round < warmUp + measured; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const time = await timed(run);
      if (round >= warmUp) times[name].push(time);
    }
  }
  return times;
}

// Times one library in a worker. In: where its module is, a text, how many milliseconds of runs to
// take at least. Out: the median time of a run in milliseconds, after as long a warm-up.

const LEAST_RUNS = 3;

self.onmessage = async ({ data: { module, text, time } }) => {
  try {
    const { read } = await import(module);
    runs(read, text, time);
    const times = runs(read, text, time).sort((a, b) => a - b);
    self.postMessage({ median: times[times.length >> 1], runs: times.length });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};

/** Runs until both the time and the least number of runs are reached; how long each took. */
function runs(read, text, time) {
  const times = [];
  const end = performance.now() + time;
  while (times.length < LEAST_RUNS || performance.now() < end) {
    const start = performance.now();
    read(text);
    times.push(performance.now() - start);
  }
  return times;
}

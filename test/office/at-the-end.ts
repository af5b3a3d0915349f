/** What must not outlive the test process, although its tests were cut off and their teardowns never came. */
const tasks = new Set<() => void>();

/** Runs the task when the test process ends before its test does, as when it is told to end for taking too long. Answers how to forget it. */
export function atTheEnd(task: () => void): () => void {
  tasks.add(task);
  return () => void tasks.delete(task);
}

process.once('exit', () => {
  for (const task of [...tasks].toReversed()) task();
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

/**
 * Seconds of processor time that this thread has used, in the system and beside it. Node.js before 23.9 does not know them: there it is the time of the
 * clock, which includes the time that the thread waits.
 */
export function cpuSeconds(): number {
  if (process.threadCpuUsage === undefined) return performance.now() / 1_000;
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

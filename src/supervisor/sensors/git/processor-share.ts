import { availableParallelism, loadavg } from 'node:os'

/** The smallest result. A high load may come from processes that wait for a disk and do not use the CPU. */
const LEAST = 1 / 8

/** The estimated part of a core that one process gets. For example, a reading that takes 10 s at load 20 on two cores uses 1 s of CPU. */
export function processorShare(load = loadavg()[0] ?? 0, cores = availableParallelism()): number {
  return load <= cores ? 1 : Math.max(LEAST, cores / load)
}

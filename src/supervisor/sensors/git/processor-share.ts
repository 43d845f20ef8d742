import { availableParallelism, loadavg } from 'node:os'

/** Lower bound of the share, because a high load may come from waiting for a disk. */
const LEAST = 1 / 8

/** The estimated part of a core that one process gets. A reading that takes 10 s at load 20 on two cores uses 1 s. */
export function processorShare(load = loadavg()[0] ?? 0, cores = availableParallelism()): number {
  return load <= cores ? 1 : Math.max(LEAST, cores / load)
}

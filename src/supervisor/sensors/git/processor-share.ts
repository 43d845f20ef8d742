import { availableParallelism, loadavg } from 'node:os'

/** Lower bound, since a high load may come from waiting for a disk. */
const LEAST = 1 / 8

/** Estimated part of a core for one process. A look of 10 s at load 20 on two cores costs 1 s. */
export function processorShare(load = loadavg()[0] ?? 0, cores = availableParallelism()): number {
  return load <= cores ? 1 : Math.max(LEAST, cores / load)
}

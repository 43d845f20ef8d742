import { availableParallelism, loadavg } from 'node:os'

/** A load that comes of waiting for a disk makes no look cheaper than this. */
const LEAST = 1 / 8

/** About how much of a core a process gets while so many want one: a look that takes 10 s at load 20 on two cores costs one. */
export function processorShare(load = loadavg()[0] ?? 0, cores = availableParallelism()): number {
  return load <= cores ? 1 : Math.max(LEAST, cores / load)
}

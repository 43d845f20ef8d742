import { hostname } from 'node:os'
import { readHolder } from '../../adapters/journal/supervisor-holder.ts'
import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { isSuspended } from '../../adapters/processes/stopped-process.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/**
 * The process id of a czar that a signal has suspended, as Ctrl-Z does. Such a czar neither answers nor ends. Returns null if the czar is
 * not suspended.
 */
export function findStoppedCzar({ directory }: Pick<ProjectPlace, 'directory'>): number | null {
  const holder = isHeld(directory) ? readHolder(directory) : null
  return holder !== null && holder.host === hostname() && isSuspended(holder.pid) ? holder.pid : null
}

/** The command that continues a suspended czar. */
export function continueLine(pid: number): string {
  return `kill -CONT ${pid}`
}

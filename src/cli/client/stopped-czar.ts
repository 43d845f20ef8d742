import { hostname } from 'node:os'
import { readHolder } from '../../adapters/journal/supervisor-holder.ts'
import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { isSuspended } from '../../adapters/processes/stopped-process.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/** Pid of a czar that a signal has stopped. Such a czar neither answers nor ends; null: none. */
export function findStoppedCzar({ directory }: Pick<ProjectPlace, 'directory'>): number | null {
  const holder = isHeld(directory) ? readHolder(directory) : null
  return holder !== null && holder.host === hostname() && isSuspended(holder.pid) ? holder.pid : null
}

/** The command that continues it. */
export function continueLine(pid: number): string {
  return `kill -CONT ${pid}`
}

import { hostname } from 'node:os'
import { readHolder } from '../../adapters/journal/supervisor-holder.ts'
import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { isStopped } from '../../adapters/processes/stopped-process.ts'
import type { ProjectPlace } from '../project/project-place.ts'

/** The pid of the czar when a signal has stopped it, so that it neither answers nor ends; null: none is stopped. */
export function findStoppedCzar({ directory }: Pick<ProjectPlace, 'directory'>): number | null {
  const holder = isHeld(directory) ? readHolder(directory) : null
  return holder !== null && holder.host === hostname() && isStopped(holder.pid) ? holder.pid : null
}

/** The command that lets it go on. */
export function continueLine(pid: number): string {
  return `kill -CONT ${pid}`
}

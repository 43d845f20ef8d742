import type { InCommon } from '../../core/views/status.ts'

/** The name of the other task in a conflict or overlap. If the other worker has no task, it is that worker's name. */
export function commonName({ task, worker }: InCommon): string {
  return task ?? worker ?? 'base'
}

import type { InCommon } from '../../core/views/status.ts'

/** The other side's task, or its worker if it has no task. */
export function commonName({ task, worker }: InCommon): string {
  return task ?? worker ?? 'base'
}

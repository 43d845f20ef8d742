import type { InCommon } from '../../core/views/status.ts'

/** The other side by its task, else by its worker. */
export function commonName({ task, worker }: InCommon): string {
  return task ?? worker ?? 'base'
}

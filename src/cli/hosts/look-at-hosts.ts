import { CzarError } from '../../core/model/errors.ts'
import type { Host } from '../../core/views/host.ts'
import type { HostRow, ProjectRow } from '../../core/views/project-row.ts'
import type { CliIo } from '../io.ts'
import { createHostLink, type HostLink } from './host-link.ts'

export interface HostLook {
  readonly host: HostRow
  readonly projects: readonly ProjectRow[]
}

/** Lists the projects of another machine. The promise never rejects: if the machine cannot be asked, its entry holds the reason. */
export async function lookAtHost(link: Pick<HostLink, 'host' | 'list'>, signal?: AbortSignal): Promise<HostLook> {
  const { name } = link.host
  try {
    return { host: { host: name, problem: null }, projects: await link.list(signal) }
  } catch (error) {
    return { host: { host: name, problem: whyUnlisted(error) }, projects: [] }
  }
}

/**
 * Lists the projects of several machines at the same time, so that a slow machine does not delay the others. The signal ends the wait
 * early.
 */
export function lookAtHosts(hosts: readonly Host[], io: CliIo, signal?: AbortSignal): Promise<readonly HostLook[]> {
  return Promise.all(hosts.map(host => lookAtHost(createHostLink(host, io), signal)))
}

function whyUnlisted(error: unknown): string {
  if (error instanceof CzarError && error.hint !== undefined) return `${error.message}; try: ${error.hint}`
  return error instanceof Error ? error.message : String(error)
}

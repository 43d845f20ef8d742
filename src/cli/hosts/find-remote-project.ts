import { PreconditionError, UsageError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { ProjectRow } from '../../core/views/project-row.ts'
import type { CliIo } from '../io.ts'
import { chooseHosts, type HostFlags } from './choose-hosts.ts'
import { createHostLink, type HostLink } from './host-link.ts'

export interface RemoteProject {
  readonly link: HostLink
  readonly row: ProjectRow
}

/**
 * Finds the project of another machine that `-p HOST:PROJECT`, or `-p PROJECT` with `--host HOST`, names. Returns null if the flags name a
 * project of this machine or no project.
 */
export async function findRemoteProject(named: string | undefined, flags: HostFlags, io: CliIo): Promise<RemoteProject | null> {
  const meant = readName(named, flags)
  if (meant === null) return null
  const hosts = await chooseHosts({ host: [meant.host], local: false }, io)
  const host = hosts.find(({ name }) => name === meant.host)
  if (host === undefined) return null
  const link = createHostLink(host, io)
  const rows = await link.list()
  const row = rows.find(({ project }) => project === meant.project)
  if (row !== undefined) return { link, row }
  throw new PreconditionError(`there is no project ${plainText(meant.project, 60)} on ${host.name}`, {
    details: rows.length === 0 ? [] : [`there are: ${rows.map(({ project }) => project).join(', ')}`],
    hint: `czar projects --host ${host.name}`,
  })
}

function readName(named: string | undefined, { host, local }: HostFlags): { readonly host: string; readonly project: string } | null {
  if (named === undefined) return null
  const at = named.lastIndexOf(':')
  if (at !== -1 && !local) return { host: named.slice(0, at), project: named.slice(at + 1) }
  const [only, other] = host
  if (other !== undefined) {
    throw new UsageError(`-p ${plainText(named, 60)} is on one host, and ${host.length} are given`, { hint: 'czar projects --help' })
  }
  return only === undefined || local ? null : { host: only, project: named }
}

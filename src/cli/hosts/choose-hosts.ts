import { join } from 'node:path'
import { loadUserConfig } from '../../config/user/load-user-config.ts'
import { UsageError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import { type Host, hostOf, isHostName, WHAT_IS_A_HOST } from '../../core/views/host.ts'
import { isUnderAgent, refuseAgents } from '../client/refuse-agents.ts'
import type { CliIo } from '../io.ts'
import { stateDir } from '../project/state-dir.ts'
import { userConfigFile } from '../project/user-config-file.ts'

/** The flags of a command that also shows projects of other machines. */
export interface HostFlags {
  /** Names that were given with `--host`. */
  readonly host: readonly string[]
  /** Whether only projects of this machine are shown. */
  readonly local: boolean
}

/**
 * Returns the other machines whose projects a command shows: the machines of the person's config file, and the machines named with
 * `--host`. An agent gets none, because on the other machine its ssh connection would count as a person.
 */
export async function chooseHosts({ host: named, local }: HostFlags, io: CliIo): Promise<readonly Host[]> {
  for (const name of named) if (!isHostName(name)) throw noName(name)
  if (local) return []
  const place = { directory: join(stateDir(io.env), 'any'), name: 'any' }
  if (named.length > 0) refuseAgents(place, 'looking at another machine', io)
  else if (isUnderAgent(place, io)) return []
  const { hosts } = await loadUserConfig(userConfigFile(io.env))
  const more = named.filter((name, at) => named.indexOf(name) === at && !hosts.some(host => host.name === name))
  return [...hosts, ...more.map(hostOf)]
}

function noName(name: string): UsageError {
  return new UsageError(`"${plainText(name, 60)}" is not the name of a host: ${WHAT_IS_A_HOST}`, { hint: 'czar projects --help' })
}

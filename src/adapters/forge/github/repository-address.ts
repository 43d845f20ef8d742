import { ForgeError } from '../../../core/model/errors.ts'
import type { RemoteAddresses } from '../../../core/ports/git-port.ts'
import { webAddress } from '../../../core/text/web-address.ts'

/** The repository that requests are opened in, and the address of its API. */
export interface RepositoryAddress {
  /** The host's name, as `gh auth token --hostname` wants it. */
  readonly host: string
  readonly apiUrl: string
  readonly owner: string
  readonly name: string
  /** The owner of the repository that branches are pushed to: for a fork, it differs. */
  readonly headOwner: string
}

/** Hosts of other forges: GitHub's API is not there, and its token must not go there. */
const OTHERS = /(?:^|\.)(?:gitlab|gitea|forgejo|codeberg|bitbucket|sr\.ht)(?:\.|$)/

/** Throws ForgeError if the remote is no repository on GitHub or a GitHub Enterprise server. */
export function repositoryAddress({ fetch, push }: RemoteAddresses): RepositoryAddress {
  const base = webAddress(fetch)
  if (base === null) throw noForge(fetch === '' ? 'there is no remote' : `${withoutLogin(fetch)} has no address on the web`)
  const { host, origin } = base
  if (OTHERS.test(host)) throw noForge(`${host} is no GitHub`)
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host)
  if (origin.startsWith('http:') && !isLocal) throw noForge(`${origin} is not encrypted, and the token would be readable on its way`)
  const [owner = '', name = '', ...rest] = base.path.split('/')
  if (rest.length > 0 || name === '') throw noForge(`${host}/${base.path} is no repository of a GitHub`)
  const fork = webAddress(push)
  const headOwner = fork !== null && fork.host === host ? (fork.path.split('/')[0] ?? owner) : owner
  return { host, apiUrl: apiUrl(host, origin), owner, name, headOwner }
}

function apiUrl(host: string, origin: string): string {
  if (host === 'github.com') return 'https://api.github.com'
  // GitHub Enterprise Cloud has a separate host for its API, a GitHub Enterprise server has a path.
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `${origin}/api/v3`
}

function noForge(why: string): ForgeError {
  return new ForgeError(`pull requests need a repository on GitHub: ${why}`, { reason: 'denied' })
}

/** An address may hold a user and a password. */
function withoutLogin(address: string): string {
  return address.replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1')
}

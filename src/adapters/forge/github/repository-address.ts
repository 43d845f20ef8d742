import { ForgeError } from '../../../core/model/errors.ts'
import type { RemoteAddresses } from '../../../core/ports/git-port.ts'
import { webAddress } from '../../../core/text/web-address.ts'

/** The repository in which pull requests are opened, and the address of its API. */
export interface RepositoryAddress {
  /** The name of the host, in the form that `gh auth token --hostname` expects. */
  readonly host: string
  readonly apiUrl: string
  readonly owner: string
  readonly name: string
  /** The owner of the repository to which branches are pushed. For a fork, this is the owner of the fork. */
  readonly headOwner: string
}

/** The hosts of other services. They have no GitHub API, and czar must not send them a token for GitHub. */
const OTHERS = /(?:^|\.)(?:gitlab|gitea|forgejo|codeberg|bitbucket|sr\.ht)(?:\.|$)/

/** Finds the repository from the remote's addresses. Throws ForgeError if it is not on GitHub or a GitHub Enterprise server. */
export function repositoryAddress({ fetch, push }: RemoteAddresses): RepositoryAddress {
  const base = webAddress(fetch)
  if (base === null) throw noForge(fetch === '' ? 'there is no remote' : `${withoutLogin(fetch)} has no address on the web`)
  const { host, origin } = base
  if (OTHERS.test(host)) throw noForge(`${host} is no GitHub`)
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host)
  if (origin.startsWith('http:') && !isLocal) throw noForge(`${origin} is not encrypted, and the token would be readable on its way`)
  const [owner = '', name = '', ...rest] = base.path.split('/')
  if (rest.length > 0 || name === '') throw noForge(`${host}/${base.path} is not a repository on GitHub`)
  const fork = webAddress(push)
  const headOwner = fork !== null && fork.host === host ? (fork.path.split('/')[0] ?? owner) : owner
  return { host, apiUrl: apiUrl(host, origin), owner, name, headOwner }
}

function apiUrl(host: string, origin: string): string {
  if (host === 'github.com') return 'https://api.github.com'
  // The API of GitHub Enterprise Cloud has a host of its own. The API of a GitHub Enterprise server is under a path.
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `${origin}/api/v3`
}

function noForge(why: string): ForgeError {
  return new ForgeError(`pull requests need a repository on GitHub: ${why}`, { reason: 'denied' })
}

/** Removes the user name and the password that an address may contain. */
function withoutLogin(address: string): string {
  return address.replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1')
}

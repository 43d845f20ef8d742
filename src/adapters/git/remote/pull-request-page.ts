/** How a remote publishes its pull requests: GitHub, Gitea and Forgejo below `refs/pull`, GitLab below `refs/merge-requests`. */
export type PullRequestFolder = 'pull' | 'merge-requests'

/** The page of a pull request; null where none of the remote's addresses says which forge it is, or is one of the web. */
export function pullRequestPage(addresses: readonly string[], folder: PullRequestFolder, number: number): string | null {
  const repository = addresses.map(webAddress).find(address => address !== null)
  if (repository === undefined) return null
  const page = folder === 'merge-requests' ? '-/merge_requests' : pageOn(repository.host)
  return page === null ? null : `${repository.origin}/${repository.path}/${page}/${number}`
}

/** Nobody but GitLab has `refs/merge-requests`; whose `refs/pull` it is only the name of the host tells. */
function pageOn(host: string): string | null {
  const labels = host.replace(/:\d+$/, '').split('.')
  if (labels.some(label => label === 'github' || label === 'ghe')) return 'pull'
  return labels.some(label => label === 'gitea' || label === 'forgejo' || label === 'codeberg') ? 'pulls' : null
}

interface WebAddress {
  readonly origin: string
  readonly host: string
  readonly path: string
}

const WEB = /^(?<scheme>https?):\/\/(?:[^/]*@)?(?<host>[^/]+)\/(?<path>.+)$/i
const SSH = /^(?:ssh|git|git\+ssh):\/\/(?:[^/]*@)?(?<host>[^/:]+)(?::\d+)?\/(?<path>.+)$/i
const SCP = /^(?:[^/:]*@)?(?<host>[^/:@]+):\/?(?<path>[^/].*)$/

/** Names under which the big ones take ssh where only the port of https is open. */
const SSH_HOSTS: Readonly<Record<string, string>> = { 'ssh.github.com': 'github.com', 'altssh.gitlab.com': 'gitlab.com' }

/** Where a repository is on the web, by what git calls it: without user, password and the port of ssh. */
function webAddress(address: string): WebAddress | null {
  const {
    scheme = null,
    host: named = '',
    path: written = '',
  } = (WEB.exec(address) ?? SSH.exec(address) ?? SCP.exec(address))?.groups ?? {}
  const host = (scheme === null ? SSH_HOSTS[named.toLowerCase()] : undefined) ?? named.toLowerCase()
  const path = written.replace(/\/+$/, '').replace(/\.git$/, '')
  const parts = path.split('/')
  const isPlain = parts.length > 1 && parts.every(part => /^[\w.~-]+$/.test(part) && part !== '.' && part !== '..')
  // Without a dot it is an alias of the user's ssh.
  const isHost = /^[a-z0-9.-]+(?::\d{1,5})?$/.test(host) && (scheme !== null || host.includes('.'))
  if (!isPlain || !isHost || path.length > MOST_CHARACTERS) return null
  return { origin: `${scheme?.toLowerCase() ?? 'https'}://${host}`, host, path }
}

const MOST_CHARACTERS = 300

/** A remote's folder of pull requests: GitHub, Gitea and Forgejo use `refs/pull`, GitLab uses `refs/merge-requests`. */
export type PullRequestFolder = 'pull' | 'merge-requests'

/** The URL of a pull request; null: no address of the remote is on the web, or none reveals its forge. */
export function pullRequestPage(addresses: readonly string[], folder: PullRequestFolder, number: number): string | null {
  const repository = addresses.map(webAddress).find(address => address !== null)
  if (repository === undefined) return null
  const page = folder === 'merge-requests' ? '-/merge_requests' : pageOn(repository.host)
  return page === null ? null : `${repository.origin}/${repository.path}/${page}/${number}`
}

/** Only GitLab has `refs/merge-requests`; for `refs/pull`, only the host name reveals the forge. */
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

/** The big forges' host names for ssh over the https port. */
const SSH_HOSTS: Readonly<Record<string, string>> = { 'ssh.github.com': 'github.com', 'altssh.gitlab.com': 'gitlab.com' }

/** The web address of a repository from its git address: without user, password and ssh port. */
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
  // A name without a dot is an alias in the user's ssh configuration.
  const isHost = /^[a-z0-9.-]+(?::\d{1,5})?$/.test(host) && (scheme !== null || host.includes('.'))
  if (!isPlain || !isHost || path.length > MOST_CHARACTERS) return null
  return { origin: `${scheme?.toLowerCase() ?? 'https'}://${host}`, host, path }
}

const MOST_CHARACTERS = 300

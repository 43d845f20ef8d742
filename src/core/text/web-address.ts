/** The address of a repository on the web. */
export interface WebAddress {
  /** The scheme and the host, for example `https://github.com`. */
  readonly origin: string
  /** The host, with the port if the address has one. */
  readonly host: string
  /** The path of the repository, as `owner/name`. */
  readonly path: string
}

const WEB = /^(?<scheme>https?):\/\/(?:[^/]*@)?(?<host>[^/]+)\/(?<path>.+)$/i
const SSH = /^(?:ssh|git|git\+ssh):\/\/(?:[^/]*@)?(?<host>[^/:]+)(?::\d+)?\/(?<path>.+)$/i
const SCP = /^(?:[^/:]*@)?(?<host>[^/:@]+):\/?(?<path>[^/].*)$/

/** The hosts at which big forges take ssh on the port of https, each with the host of the forge's web pages. */
const SSH_HOSTS: Readonly<Record<string, string>> = { 'ssh.github.com': 'github.com', 'altssh.gitlab.com': 'gitlab.com' }

/** Makes the web address of a repository from its git address, without user, password and ssh port. Returns null if it has none. */
export function webAddress(address: string): WebAddress | null {
  const {
    scheme = null,
    host: named = '',
    path: written = '',
  } = (WEB.exec(address) ?? SSH.exec(address) ?? SCP.exec(address))?.groups ?? {}
  const host = (scheme === null ? SSH_HOSTS[named.toLowerCase()] : undefined) ?? named.toLowerCase()
  const path = written.replace(/\/+$/, '').replace(/\.git$/, '')
  const parts = path.split('/')
  const isPlain = parts.length > 1 && parts.every(part => /^[\w.~-]+$/.test(part) && part !== '.' && part !== '..')
  // A host name without a dot is an alias in the user's ssh configuration, so it is not a web address.
  const isHost = /^[a-z0-9.-]+(?::\d{1,5})?$/.test(host) && (scheme !== null || host.includes('.'))
  if (!isPlain || !isHost || path.length > MOST_CHARACTERS) return null
  return { origin: `${scheme?.toLowerCase() ?? 'https'}://${host}`, host, path }
}

const MOST_CHARACTERS = 300

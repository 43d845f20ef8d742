/** A repository on the web. */
export interface WebAddress {
  /** `https://github.com` */
  readonly origin: string
  /** With the port, if the address has one. */
  readonly host: string
  /** `owner/name` */
  readonly path: string
}

const WEB = /^(?<scheme>https?):\/\/(?:[^/]*@)?(?<host>[^/]+)\/(?<path>.+)$/i
const SSH = /^(?:ssh|git|git\+ssh):\/\/(?:[^/]*@)?(?<host>[^/:]+)(?::\d+)?\/(?<path>.+)$/i
const SCP = /^(?:[^/:]*@)?(?<host>[^/:@]+):\/?(?<path>[^/].*)$/

/** The host names of the big forges for ssh over the https port. */
const SSH_HOSTS: Readonly<Record<string, string>> = { 'ssh.github.com': 'github.com', 'altssh.gitlab.com': 'gitlab.com' }

/** The web address of a repository, made from its git address without user, password and ssh port; null: it has none. */
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
  // A host name without a dot is an alias in the user's ssh configuration.
  const isHost = /^[a-z0-9.-]+(?::\d{1,5})?$/.test(host) && (scheme !== null || host.includes('.'))
  if (!isPlain || !isHost || path.length > MOST_CHARACTERS) return null
  return { origin: `${scheme?.toLowerCase() ?? 'https'}://${host}`, host, path }
}

const MOST_CHARACTERS = 300

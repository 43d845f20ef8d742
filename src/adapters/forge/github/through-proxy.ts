import { ForgeError } from '../../../core/model/errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Returns a `fetch` that uses the proxy from the environment for this address, as git and gh do. Returns undefined if the environment names
 * no proxy. The caller then uses Node's own fetch, which uses no proxy.
 */
export async function fetchThroughProxy(apiUrl: string, env: Environment): Promise<typeof fetch | undefined> {
  const proxy = proxyFor(apiUrl, env)
  if (proxy === null) return undefined
  const noProxy = env['no_proxy'] ?? env['NO_PROXY'] ?? ''
  // Loaded only when it is needed, because most machines use no proxy.
  const { EnvHttpProxyAgent, fetch: fetchBy } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy })
  // GitHub keeps the logs of checks on another host, for which NO_PROXY may say something else. So czar chooses the proxy again for each
  // host.
  const proxied = (input: string, init: object) => fetchBy(input, { ...init, dispatcher })
  return proxied as unknown as typeof fetch
}

/** The variables that name a proxy for all addresses. Here they may also name a SOCKS proxy, which czar's calls do not use. */
const FOR_ALL = ['all_proxy', 'ALL_PROXY']

/** The proxy for this address. If its value names no scheme, it is an HTTP proxy. */
function proxyFor(apiUrl: string, env: Environment): string | null {
  const forScheme = apiUrl.startsWith('https:') ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy']
  const name = [...forScheme, ...FOR_ALL].find(one => (env[one] ?? '').trim() !== '')
  if (name === undefined) return null
  const written = (env[name] ?? '').trim()
  const address = URL.parse(written.includes('://') ? written : `http://${written}`)
  if (address !== null && /^https?:$/.test(address.protocol)) return address.href
  if (address !== null && FOR_ALL.includes(name)) return null
  // The value is not shown, because it may contain a password.
  throw new ForgeError(`${name} names no HTTP proxy`, { reason: 'denied' })
}

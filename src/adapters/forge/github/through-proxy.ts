import { ForgeError } from '../../../core/model/errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * `fetch` by the proxy that the environment names for this address, as git and gh use it. Returns undefined if it names none: then Node's
 * own fetch is enough, which knows no proxy.
 */
export async function fetchThroughProxy(apiUrl: string, env: Environment): Promise<typeof fetch | undefined> {
  const proxy = proxyFor(apiUrl, env)
  if (proxy === null) return undefined
  const noProxy = env['no_proxy'] ?? env['NO_PROXY'] ?? ''
  // Loaded when it is needed: most machines have no proxy.
  const { EnvHttpProxyAgent, fetch: fetchBy } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy })
  // Logs of checks come from another host, for which NO_PROXY may say otherwise: the agent decides for each host.
  const proxied = (input: string, init: object) => fetchBy(input, { ...init, dispatcher })
  return proxied as unknown as typeof fetch
}

/** A proxy without a scheme is an HTTP proxy. */
function proxyFor(apiUrl: string, env: Environment): string | null {
  const names = apiUrl.startsWith('https:') ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy']
  const name = names.find(one => (env[one] ?? '').trim() !== '')
  if (name === undefined) return null
  const written = (env[name] ?? '').trim()
  const address = URL.parse(written.includes('://') ? written : `http://${written}`)
  if (address !== null && /^https?:$/.test(address.protocol)) return address.href
  // The value may hold a password.
  throw new ForgeError(`${name} names no HTTP proxy`, { reason: 'denied' })
}

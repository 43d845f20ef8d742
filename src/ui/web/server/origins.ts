import type { IncomingMessage } from 'node:http'

export interface Origins {
  /** Addresses such as `http://127.0.0.1:7433`, under which browsers reach the page. The first one is in the printed link. */
  readonly allowed: readonly string[]
  /** The header that the proxy in front of the server sets, and its value. Null: there is no proxy. */
  readonly proxy: { readonly header: string; readonly value: string | null } | null
}

/**
 * Why a request is refused before anything else of it is read, or null. The host must be known, because a foreign web page can give its own
 * name to 127.0.0.1 (DNS rebinding). If the browser names the page from which the request comes, this must be czar's own page.
 */
export function whyRefused({ url = '', method = 'GET', headers }: IncomingMessage, origins: Origins): string | null {
  if (!url.startsWith('/') || url.startsWith('//')) return 'the address of a request must be a path'
  if (!hostsOf(origins).has((headers.host ?? '').toLowerCase())) return `the page is not served at the host ${quoted(headers.host)}`
  const { proxy } = origins
  if (proxy !== null && !isFromProxy(headers[proxy.header], proxy.value)) return `the proxy's header ${proxy.header} is missing`
  const { origin } = headers
  if (origin !== undefined && !origins.allowed.includes(origin)) return `a page of ${quoted(origin)} may not send requests to this page`
  const site = headers['sec-fetch-site']
  // Another website may link to czar's page. It may not send any other request, and may not show czar's page in a frame.
  const isOpened = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  const isLink = method === 'GET' && isOpened && !url.startsWith('/api/')
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isLink) return 'another page may not send requests to this page'
  return null
}

/** Why a request that changes something, or a stream, is refused: it does not come from czar's own page. Null: it is not refused. */
export function whyNotFromPage({ headers }: IncomingMessage, { allowed }: Origins): string | null {
  const { origin } = headers
  return origin !== undefined && allowed.includes(origin) ? null : 'only czar’s own page may do this'
}

function hostsOf({ allowed }: Origins): ReadonlySet<string> {
  return new Set(allowed.map(address => new URL(address).host))
}

function isFromProxy(sent: string | string[] | undefined, value: string | null): boolean {
  return sent !== undefined && (value === null || sent === value)
}

function quoted(text: string | undefined): string {
  return JSON.stringify((text ?? '').slice(0, 100))
}

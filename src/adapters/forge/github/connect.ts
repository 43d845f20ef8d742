import type { RemoteAddresses } from '../../../core/ports/git-port.ts'
import type { Client } from './client.ts'
import { findToken } from './find-token.ts'
import { type RepositoryAddress, repositoryAddress } from './repository-address.ts'
import { fetchThroughProxy } from './through-proxy.ts'

export interface GitHubOptions {
  readonly addresses: () => Promise<RemoteAddresses>
  readonly env: Readonly<Record<string, string | undefined>>
  /** As in ClientOptions. */
  readonly timeoutMs?: number
  readonly retryUnitMs?: number
}

export interface Connection extends Client {
  readonly address: RepositoryAddress
  /** For every route below `/repos/{owner}/{name}`. */
  readonly place: { readonly owner: string; readonly name: string }
}

/**
 * The address and the token are looked up at the first call. A failure is not kept, and neither is a token that the forge does not accept
 * any more: the user may log in again while czar runs.
 */
export function connectedOnce({ addresses, env, ...limits }: GitHubOptions): () => Promise<Connection> {
  let connected: Promise<Connection> | null = null
  function onUnauthorized(): void {
    connected = null
  }
  async function connect(): Promise<Connection> {
    const address = repositoryAddress(await addresses())
    const token = await findToken({ env, host: address.host })
    // Loaded when it is needed: most projects have no pull requests.
    const { createClient } = await import('./client.ts')
    const fetch = await fetchThroughProxy(address.apiUrl, env)
    const client = createClient({ apiUrl: address.apiUrl, token, fetch, ...limits, onUnauthorized })
    return { ...client, address, place: { owner: address.owner, name: address.name } }
  }
  return () => {
    connected ??= connect().catch(error => {
      connected = null
      throw error
    })
    return connected
  }
}

import type { RemoteAddresses } from '../../../core/ports/git-port.ts'
import type { Client } from './client.ts'
import { findToken } from './find-token.ts'
import { type RepositoryAddress, repositoryAddress } from './repository-address.ts'
import { fetchThroughProxy } from './through-proxy.ts'

export interface GitHubOptions {
  readonly addresses: () => Promise<RemoteAddresses>
  readonly env: Readonly<Record<string, string | undefined>>
  /** How long one try of a call may take, in ms. */
  readonly timeoutMs?: number
  readonly retryUnitMs?: number
}

export interface Connection extends Client {
  readonly address: RepositoryAddress
  /** The repository's owner and name, for all paths that begin with `/repos/{owner}/{name}`. */
  readonly place: { readonly owner: string; readonly name: string }
}

/**
 * Returns a function that connects at its first call: it looks up the address and the token. After a failure, or if the forge no longer
 * accepts the token, the next call looks them up again, because the user may log in while czar runs.
 */
export function connectedOnce({ addresses, env, ...limits }: GitHubOptions): () => Promise<Connection> {
  let connected: Promise<Connection> | null = null
  function onUnauthorized(): void {
    connected = null
  }
  async function connect(): Promise<Connection> {
    const address = repositoryAddress(await addresses())
    const token = await findToken({ env, host: address.host })
    // Loaded only when it is needed, because most projects have no pull requests.
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

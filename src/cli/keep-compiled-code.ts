import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Caches compiled code between runs, so that `czar report` takes 95 ms instead of 130 ms. The cache belongs to this user: Node's default
 * place is in the shared temporary directory, where other users could put code.
 */
export function keepCompiledCode({ XDG_CACHE_HOME: cache, HOME: home }: NodeJS.ProcessEnv): void {
  enableCompileCache(join(cache?.startsWith('/') ? cache : join(home || homedir(), '.cache'), 'czar', 'compiled'))
}

import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Compiled code is kept between runs: `czar report` in 95 ms instead of 130. In the user's own cache, for Node's
 * default lies in the shared temporary directory, where others could put code of theirs first.
 */
export function keepCompiledCode({ XDG_CACHE_HOME: cache, HOME: home }: NodeJS.ProcessEnv): void {
  enableCompileCache(join(cache?.startsWith('/') ? cache : join(home || homedir(), '.cache'), 'czar', 'compiled'))
}

import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Runs one command line; sets the exit code and lets the process end by itself. */
export async function main(argv: readonly string[]): Promise<void> {
  enableCompileCache(cacheDir(process.env))
  const [{ runCommandLine }, { processIo }] = await Promise.all([import('./run-command-line.ts'), import('./process-io.ts')])
  await runCommandLine(argv, processIo())
}

/**
 * Compiled code is kept between runs: `czar report` in 95 ms instead of 130. In the user's own cache, for Node's
 * default lies in the shared temporary directory, where others could put code of theirs first.
 */
function cacheDir({ XDG_CACHE_HOME: cache, HOME: home }: NodeJS.ProcessEnv): string {
  return join(cache?.startsWith('/') ? cache : join(home || homedir(), '.cache'), 'czar', 'compiled')
}

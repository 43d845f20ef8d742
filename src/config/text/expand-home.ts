import { join } from 'node:path'

/** Replaces `~` and `~/x` by the home directory, as a shell does. `~name` stays as it is. */
export function expandHome(path: string, homeDir: string): string {
  if (path === '~') return homeDir
  return path.startsWith('~/') ? join(homeDir, path.slice(2)) : path
}

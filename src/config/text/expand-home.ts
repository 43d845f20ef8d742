import { join } from 'node:path'

/** Expands `~` and `~/x` as a shell does; `~name` stays. */
export function expandHome(path: string, homeDir: string): string {
  if (path === '~') return homeDir
  return path.startsWith('~/') ? join(homeDir, path.slice(2)) : path
}

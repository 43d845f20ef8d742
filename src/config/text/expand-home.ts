import { join } from 'node:path'

/** `~` and `~/x` as a shell reads them; `~name` is left as it is. */
export function expandHome(path: string, homeDir: string): string {
  if (path === '~') return homeDir
  return path.startsWith('~/') ? join(homeDir, path.slice(2)) : path
}

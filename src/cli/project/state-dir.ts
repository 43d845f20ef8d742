import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { packageRoot } from '../package-root.ts'

/**
 * Directory of the projects' status and journals: CZAR_STATE_DIR; `status/` of a git checkout of czar; else
 * `$XDG_STATE_HOME/czar`, by default ~/.local/state/czar.
 */
export function stateDir(env: Readonly<Record<string, string | undefined>>, root = packageRoot): string {
  if (env['CZAR_STATE_DIR']) return resolve(env['CZAR_STATE_DIR'])
  if (existsSync(join(root, 'src')) && existsSync(join(root, '.git'))) return join(root, 'status')
  // The XDG base directory specification 0.8 ignores a relative path.
  const xdg = env['XDG_STATE_HOME']
  return join(xdg?.startsWith('/') ? xdg : join(env['HOME'] ?? homedir(), '.local', 'state'), 'czar')
}

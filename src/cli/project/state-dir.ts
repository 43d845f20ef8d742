import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { packageRoot } from '../package-root.ts'

/**
 * The directory with the status and journal of every project. It is CZAR_STATE_DIR if that is set. In a git checkout of czar it is
 * `status/`. Otherwise it is `$XDG_STATE_HOME/czar`, by default ~/.local/state/czar.
 */
export function stateDir(env: Readonly<Record<string, string | undefined>>, root = packageRoot): string {
  if (env['CZAR_STATE_DIR']) return resolve(env['CZAR_STATE_DIR'])
  if (existsSync(join(root, 'src')) && existsSync(join(root, '.git'))) return join(root, 'status')
  // A relative path in this variable is ignored, as the XDG base directory specification 0.8 demands.
  const xdg = env['XDG_STATE_HOME']
  return join(xdg?.startsWith('/') ? xdg : join(env['HOME'] ?? homedir(), '.local', 'state'), 'czar')
}

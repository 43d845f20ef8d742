import { createHash } from 'node:crypto'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

export interface Sockets {
  /** The directory of both sockets, which has mode 0700. */
  readonly directory: string
  readonly tmux: string
  readonly api: string
}

/**
 * The directory of the sockets: `$XDG_RUNTIME_DIR/czar`, or `<tmpdir>/czar-<uid>` without that variable. Both are short, because a socket's
 * path has at most 107 bytes.
 */
export function runtimeDir(env: Readonly<Record<string, string | undefined>>): string {
  const xdg = env['XDG_RUNTIME_DIR']
  return xdg?.startsWith('/') ? join(xdg, 'czar') : join(tmpdir(), `czar-${userInfo().uid}`)
}

/** The sockets of one project. Two projects of the same name in different state directories have different sockets. */
export function socketsOf(projectDir: string, project: string, env: Readonly<Record<string, string | undefined>>): Sockets {
  const directory = runtimeDir(env)
  const hash = createHash('sha256').update(projectDir).digest('hex').slice(0, 8)
  const stem = join(directory, `${project}-${hash}`)
  return { directory, tmux: `${stem}.tmux`, api: `${stem}.api` }
}

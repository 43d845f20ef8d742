import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * An environment that takes nothing from this shell. Everything that czar stores is in the given directory. The folder for the sockets is
 * created.
 */
export function bareEnvironment(directory: string) {
  const env = {
    PATH: process.env['PATH'],
    HOME: directory,
    LANG: 'C.UTF-8',
    CZAR_STATE_DIR: join(directory, 'status'),
    XDG_RUNTIME_DIR: join(directory, 'run'),
    GIT_CONFIG_NOSYSTEM: '1',
  }
  mkdirSync(env.XDG_RUNTIME_DIR, { mode: 0o700 })
  return env
}

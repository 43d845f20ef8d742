import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import type { CliIo } from '../io.ts'
import { packageRoot } from '../package-root.ts'
import type { Launch } from './prepare-launch.ts'

/** Waits for the end of a supervisor, and launches the fleet again when it was not meant. */
export interface Watchdog {
  /** The supervisor ends by itself: nothing is to be launched. */
  readonly dismiss: () => void
}

/**
 * Reads one word from a pipe whose other end the supervisor holds: it costs nothing while it waits, and whatever
 * ends the supervisor, also kill -9 and the kernel for want of memory, ends the pipe. A launch that fails, or whose
 * supervisor is killed before it has a watchdog of its own, is tried again.
 */
const SCRIPT =
  'read -r word; [ "$word" = over ] && exit 0; for wait in 1 5 30; do sleep $wait; "$@" launch </dev/null && exit 0; done; exec "$@" give-up </dev/null'

/** Starts a watchdog in a session of its own; null where the project wants none. */
export function startWatchdog({ project, place }: Launch, io: CliIo): Watchdog | null {
  if (!project.watchdog) return null
  const log = openSync(join(place.directory, 'logs', 'watchdog.log'), 'a', 0o600)
  const revive = [process.execPath, join(packageRoot, 'dist', 'watchdog.cjs'), project.file, place.name, place.directory]
  const dog = spawn('sh', ['-c', SCRIPT, 'czar-watchdog', ...revive], {
    cwd: io.cwd,
    env: { ...io.env },
    detached: true,
    stdio: ['pipe', log, log],
  })
  const pipe = dog.stdin as Writable
  // Without one the fleet is as it was before there were any.
  dog.once('error', () => {})
  pipe.on('error', () => {})
  dog.unref()
  return { dismiss: () => void pipe.end('over\n') }
}

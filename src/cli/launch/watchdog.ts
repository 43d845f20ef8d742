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

/** When it was launched again by watchdogs, ms since the epoch; each passes it on to the next. */
const REVIVALS = 'CZAR_REVIVALS'
const REVIVALS_MAX = 3
const WITHIN_MS = 3_600_000

/**
 * Reads one word from a pipe whose other end the supervisor holds: it costs nothing while it waits, and whatever
 * ends the supervisor, also kill -9 and the kernel for want of memory, ends the pipe. A launch that fails, or whose
 * supervisor is killed before it has a watchdog of its own, is tried again.
 */
const SCRIPT = 'read -r word; [ "$word" = over ] && exit 0; for wait in 1 5 30; do sleep $wait; "$@" </dev/null && exit 0; done'

/**
 * Starts a watchdog in a session of its own; null where the project wants none, or where one more revival within the
 * hour would be too many: what kills a supervisor that often is a person's matter.
 */
export function startWatchdog({ project, place }: Launch, io: CliIo): Watchdog | null {
  const revivals = revivalsWithin(io.env[REVIVALS], io.now())
  if (!project.watchdog || revivals.length >= REVIVALS_MAX) return null
  const log = openSync(join(place.directory, 'logs', 'watchdog.log'), 'a', 0o600)
  const launch = [process.execPath, join(packageRoot, 'bin', 'czar.js'), 'launch', project.file]
  const dog = spawn('sh', ['-c', SCRIPT, 'czar-watchdog', ...launch], {
    cwd: io.cwd,
    env: { ...io.env, [REVIVALS]: [...revivals, io.now()].join(',') },
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

/** The revivals of the last hour, as they were passed on. */
export function revivalsWithin(passed: string | undefined, now: number): readonly number[] {
  const times = (passed ?? '').split(',').map(Number)
  return times.filter(at => at > now - WITHIN_MS && at <= now)
}

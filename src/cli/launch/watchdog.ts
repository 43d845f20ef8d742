import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { starvedFile } from '../../adapters/status/marks/starved.ts'
import type { CliIo } from '../io.ts'
import { packageRoot } from '../package-root.ts'
import { tryKeepLaunch } from './kept-launch.ts'
import type { Launch } from './prepare-launch.ts'
import { PATIENCE, WATCHDOG_SCRIPT } from './watchdog-script.ts'

/** Waits for the end of a supervisor, and launches the fleet again when it was not meant. */
export interface Watchdog {
  /** The supervisor ends by itself: nothing is to be launched. */
  readonly dismiss: () => void
  /** A sign of life: the supervisor's loop comes round. */
  readonly beat: () => void
}

/** Starts a watchdog in a session of its own; null where the project wants none. To be called under the czar's lock. */
export function startWatchdog(launch: Launch, io: CliIo): Watchdog | null {
  const { project, place } = launch
  // On a full disk a fleet is watched all the same: its watchdog then tells people in place of launching it again.
  const kept = tryKeepLaunch(launch)
  if (!project.watchdog) return null
  const log = openSync(join(place.directory, 'logs', 'watchdog.log'), 'a', 0o600)
  const program = join(packageRoot, 'dist', 'watchdog.cjs')
  const revive = [process.execPath, program, project.file, place.name, place.directory, kept ?? 'not-kept']
  const { everyS, tellS, endS } = PATIENCE
  const words = [process.pid, starvedFile(place.directory), everyS, tellS, endS].map(String)
  const dog = spawn('sh', ['-c', 'eval "$CZAR_WATCHDOG"', 'czar-watchdog', ...words, ...revive], {
    cwd: io.cwd,
    // By a variable, so that a list of processes stays readable.
    env: { ...io.env, CZAR_WATCHDOG: WATCHDOG_SCRIPT },
    detached: true,
    stdio: ['pipe', log, log],
  })
  const pipe = dog.stdin as Writable
  // Without one the fleet is as it was before there were any.
  dog.once('error', () => {})
  pipe.on('error', () => {})
  dog.unref()
  return { dismiss: () => void pipe.end('over\n'), beat: () => void (pipe.writable && pipe.write('beat\n')) }
}

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

/** Waits for the end of a supervisor, and relaunches the fleet when the end was unexpected. */
export interface Watchdog {
  /** The supervisor is ending by itself, so the watchdog does not relaunch it. */
  readonly dismiss: () => void
  /** A heartbeat: the supervisor's event loop still runs. */
  readonly beat: () => void
}

/** Starts a watchdog in a session of its own; null: the project wants none. Call it under the czar's lock. */
export function startWatchdog(launch: Launch, io: CliIo): Watchdog | null {
  const { project, place } = launch
  // On a full disk the watchdog still runs, but alerts people instead of relaunching.
  const kept = tryKeepLaunch(launch)
  if (!project.watchdog) return null
  const log = openSync(join(place.directory, 'logs', 'watchdog.log'), 'a', 0o600)
  const program = join(packageRoot, 'dist', 'watchdog.cjs')
  const revive = [process.execPath, program, project.file, place.name, place.directory, kept ?? 'not-kept']
  const { everyS, tellS, endS } = PATIENCE
  const words = [process.pid, starvedFile(place.directory), everyS, tellS, endS].map(String)
  const dog = spawn('sh', ['-c', 'eval "$CZAR_WATCHDOG"', 'czar-watchdog', ...words, ...revive], {
    cwd: io.cwd,
    // The script is passed in a variable, so that process lists stay readable.
    env: { ...io.env, CZAR_WATCHDOG: WATCHDOG_SCRIPT },
    detached: true,
    stdio: ['pipe', log, log],
  })
  const pipe = dog.stdin as Writable
  // The fleet can run without a watchdog.
  dog.once('error', () => {})
  pipe.on('error', () => {})
  dog.unref()
  return { dismiss: () => void pipe.end('over\n'), beat: () => void (pipe.writable && pipe.write('beat\n')) }
}

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

/** Waits for the end of a supervisor, and relaunches the fleet if the end was unexpected. */
export interface Watchdog {
  /** Tells the watchdog that the supervisor is ending by itself, so that it does not relaunch the fleet. */
  readonly dismiss: () => void
  /** Sends a heartbeat, which shows that the supervisor's event loop still runs. */
  readonly beat: () => void
}

/** Starts a watchdog in a process session of its own. Returns null if the project file switches it off. The caller must hold the project's lock. */
export function startWatchdog(launch: Launch, io: CliIo): Watchdog | null {
  const { project, place } = launch
  // On a full disk the launch cannot be stored. The watchdog still runs, but it alerts people instead of relaunching.
  const kept = tryKeepLaunch(launch)
  if (!project.watchdog) return null
  const log = openSync(join(place.directory, 'logs', 'watchdog.log'), 'a', 0o600)
  const program = join(packageRoot, 'dist', 'watchdog.cjs')
  const revive = [process.execPath, program, project.file, place.name, place.directory, kept ?? 'not-kept']
  const { everyS, tellS, endS } = PATIENCE
  const args = [process.pid, starvedFile(place.directory), everyS, tellS, endS].map(String)
  const child = spawn('sh', ['-c', 'eval "$CZAR_WATCHDOG"', 'czar-watchdog', ...args, ...revive], {
    cwd: io.cwd,
    // The script is passed in a variable, so that lists of processes stay readable.
    env: { ...io.env, CZAR_WATCHDOG: WATCHDOG_SCRIPT },
    detached: true,
    stdio: ['pipe', log, log],
  })
  const pipe = child.stdin as Writable
  // If the watchdog cannot be started, the fleet runs without one.
  child.once('error', () => {})
  pipe.on('error', () => {})
  child.unref()
  return { dismiss: () => void pipe.end('over\n'), beat: () => void (pipe.writable && pipe.write('beat\n')) }
}

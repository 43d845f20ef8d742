import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { hasStopMark } from '../../adapters/status/marks/stop-mark.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { launchLine } from '../../core/model/gave-up.ts'
import type { CliIo } from '../io.ts'
import { packageVersion } from '../package-root.ts'
import { digestOfFile } from '../project/digest.ts'
import { projectPlaceOf } from '../project/project-place.ts'
import type { DetachOptions } from './detach.ts'
import { type KeptLaunch, readKeptLaunch } from './kept-launch.ts'
import { REVIVALS, REVIVALS_MAX, revivalsWithin } from './revivals.ts'

interface Revival {
  /** The project file. */
  readonly file: string
  readonly revivals: readonly number[]
  /** The launch as it was stored beside the journal. It is null if that file is gone or was changed. */
  readonly kept: KeptLaunch | null
}

/**
 * Relaunches a fleet whose supervisor ended unexpectedly. At the last try, or if there were too many relaunches in an hour, it alerts
 * people instead, because a supervisor that ends so often needs a person. Exit code 1 tells the watchdog to try again.
 */
export async function revive(words: readonly string[], io: CliIo): Promise<void> {
  const [file = '', name = '', directory = '', digest = '', step = ''] = words
  // Another launch was faster.
  if (isHeld(directory)) return
  if (hasStopMark(directory)) return say(io, `${name} was stopped by a person: it is not launched again`)
  const kept = readKeptLaunch(directory, digest)
  const revivals = revivalsWithin(io.env[REVIVALS], io.now())
  if (step === 'launch' && revivals.length < REVIVALS_MAX) return launchAgain({ file, revivals, kept }, io)
  const { giveUp } = await import('./give-up.ts')
  const gaveUp = { at: io.now(), ends: revivals.length + 1, hasFailed: step !== 'launch', file }
  await giveUp(gaveUp, { place: projectPlaceOf(name, directory, io.env), kept, io })
}

async function launchAgain({ file, revivals, kept }: Revival, io: CliIo): Promise<void> {
  const { detachSupervisor } = await import('./detach.ts')
  const { reportFailure } = await import('../exit.ts')
  const passed = { [REVIVALS]: [...revivals, io.now()].join(',') }
  try {
    await detachSupervisor(file, io, { ...asLaunched(file, kept, io), isRevival: true, passed })
  } catch (error) {
    reportFailure(error, io)
    io.endsWith(1)
  }
}

/**
 * The project as a person launched it. It is not read from the project file, because agents can write to that file and could give
 * themselves more rights.
 */
function asLaunched(file: string, kept: KeptLaunch | null, io: CliIo): Pick<DetachOptions, 'kept'> {
  if (kept === null) throw lost('the stored launch of the project is lost', file)
  const isChanged = digestOfFile(file) !== kept.fileDigest
  if (isChanged) say(io, `${file} has changed since the launch, and is not read`)
  if (kept.version === packageVersion()) return { kept }
  if (isChanged) throw lost(`it was launched by czar ${kept.version}, and ${file} has changed since`, file)
  return {}
}

function lost(message: string, file: string): PreconditionError {
  return new PreconditionError(message, { hint: launchLine({ file }) })
}

function say(io: CliIo, text: string): void {
  io.stdout.write(`${new Date(io.now()).toISOString()} ${text}\n`)
}

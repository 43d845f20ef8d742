import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import type { CliIo } from '../io.ts'
import { placeOf } from '../project-place.ts'
import { REVIVALS, REVIVALS_MAX, revivalsWithin } from './revivals.ts'

/**
 * Launches a fleet whose supervisor ended without meaning to, or, as the last step or where one more within the hour would
 * be too many, tells people that nobody does: what ends a supervisor that often is a person's matter. Exit 1: try again.
 */
export async function revive(words: readonly string[], io: CliIo): Promise<void> {
  const [file = '', name = '', directory = '', step = ''] = words
  // Somebody was quicker.
  if (isHeld(directory)) return
  const revivals = revivalsWithin(io.env[REVIVALS], io.now())
  if (step === 'launch' && revivals.length < REVIVALS_MAX) return launchAgain(file, revivals, io)
  const { giveUp } = await import('./give-up.ts')
  await giveUp({ at: io.now(), ends: revivals.length + 1, hasFailed: step !== 'launch', file }, placeOf(name, directory, io.env), io)
}

async function launchAgain(file: string, revivals: readonly number[], io: CliIo): Promise<void> {
  const { detachSupervisor } = await import('./detach.ts')
  const { reportFailure } = await import('../exit.ts')
  try {
    await detachSupervisor(file, io, { passed: { [REVIVALS]: [...revivals, io.now()].join(',') } })
  } catch (error) {
    reportFailure(error, io)
    io.endsWith(1)
  }
}

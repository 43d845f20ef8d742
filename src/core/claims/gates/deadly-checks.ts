import type { RunningCheck } from '../../events/check-event.ts'
import type { EffectId } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import { counted } from '../../text/counted.ts'

/**
 * A command may run again after this many deaths of czar. A single death may have another cause: a power cut, or a person who kills czar.
 */
const ONCE_MORE = 2
/**
 * How many times czar may die during one command. A watchdog relaunches czar this many times within an hour; after one
 * more death the fleet has no czar.
 */
const EVER = 3
/**
 * After this many different checks of one command ended with czar's death, the command does not run for any worker. Only checks that ran
 * alone count.
 */
const CHECKS_OF_A_COMMAND = 2

/** Whether czar died during this command of this effect. Such a command runs alone, so another death has only one possible cause. */
export function isSuspect({ deadly }: Pick<State, 'deadly'>, effect: EffectId, command: string): boolean {
  return deadly.some(check => check.effect === effect && check.command === command)
}

/** Why a command may not run again, as a sentence; null: it may run. New work of the worker gives the command one more try. */
export function whyNotBegun({ deadly }: Pick<State, 'deadly'>, effect: EffectId, { worker, command, commit }: RunningCheck): string | null {
  const own = deadly.find(check => check.effect === effect && check.command === command)
  const [deaths, isSameWork] = [own?.deaths ?? 0, own !== undefined && own.commit === commit]
  if (deaths >= EVER || (deaths >= ONCE_MORE && isSameWork))
    return say(command, `czar died ${counted(deaths, 'time')} while it ran`, worker)
  const others = deadly.filter(check => check !== own && check.command === command && check.alone > 0)
  if (others.length < CHECKS_OF_A_COMMAND) return null
  return say(command, `czar died while it ran for ${others.map(check => check.worker).join(' and ')}`, worker)
}

function say(command: string, why: string, worker: string): string {
  const guess = 'It may end processes that it did not start (pkill, killall, kill of a parent), or use up the memory'
  return `\`${command}\` is not begun again: ${why}. ${guess}. \`czar verify ${worker}\` lets it run once more.`
}

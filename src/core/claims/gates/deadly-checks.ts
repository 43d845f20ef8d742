import type { RunningCheck } from '../../events/check-event.ts'
import { isTrainStep } from '../../events/decision.ts'
import { actionOfEffect } from '../../events/effect-id.ts'
import type { EffectId } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import { counted } from '../../text/counted.ts'

/**
 * After czar has died this many times during a command, the command may run once more. A single death may have had another cause, such as a
 * power cut or a person who killed czar.
 */
const ONCE_MORE = 2
/**
 * Czar may die this many times during one command. The watchdog restarts czar only this often within an hour, so one more death would leave
 * the fleet without czar.
 */
const EVER = 3
/**
 * If czar died during this many different checks of the same command, the command no longer runs for any worker. Only checks that ran alone
 * count.
 */
const CHECKS_OF_A_COMMAND = 2

type Deaths = Pick<State, 'deadly' | 'baseGates'>

/**
 * Whether czar died during this command, either in this action or on base. Such a command runs alone, so that there is only one possible
 * cause if czar dies again.
 */
export function isSuspect({ deadly, baseGates }: Deaths, effect: EffectId, command: string): boolean {
  return baseGates?.deadly === command || deadly.some(check => check.effect === effect && check.command === command)
}

/**
 * Says in a sentence why a command must not run again, or returns null if it may. New work of the worker gives the command one more try.
 */
export function whyNotBegun({ deadly, baseGates }: Deaths, effect: EffectId, { worker, command, commit }: RunningCheck): string | null {
  const retry = isTrainStep(actionOfEffect(effect)) ? 'merge' : `verify ${worker}`
  const own = deadly.find(check => check.effect === effect && check.command === command)
  // A death while the command ran on base counts too, because the watchdog counts it.
  const deaths = (own?.deaths ?? 0) + (baseGates?.deadly === command ? 1 : 0)
  const isSameWork = own !== undefined && own.commit === commit
  if (deaths >= EVER || (deaths >= ONCE_MORE && isSameWork)) return say(command, `czar died ${counted(deaths, 'time')} while it ran`, retry)
  const others = deadly.filter(check => check !== own && check.command === command && check.alone > 0)
  if (others.length < CHECKS_OF_A_COMMAND) return null
  return say(command, `czar died while it ran for ${others.map(check => check.worker).join(' and ')}`, retry)
}

function say(command: string, why: string, retry: string): string {
  const guess = 'It may end processes that it did not start (pkill, killall, kill of a parent), or use up the memory'
  return `\`${command}\` is not started again: ${why}. ${guess}. \`czar ${retry}\` lets it run once more.`
}

import { byEffect, isAlertOf } from '../../events/effect-id.ts'
import type { AlertConfig, AlertMatter } from '../../model/alert.ts'
import type { Failure, State } from '../../state/types/state.ts'
import { EFFECT_TRIES, type PolicyContext } from '../engine/policy-context.ts'
import { endOfQuiet } from '../facts/quiet-hours.ts'

/** The key of the alert about the end of the project. An item that needs a person always has another key. */
export const FINISH_KEY = 'finished'

/**
 * Sends alerts through each channel of the project file when something that needs a person has been open for long enough. Each item is sent
 * once, and one alert covers all items that are due. In the quiet hours of a channel its alerts wait.
 */
export function tendAlerts(context: PolicyContext): void {
  // A person who stops the fleet is there already, so no alert is needed.
  if (context.state.czar.phase === 'stopping') return
  for (const alert of context.project.alerts) {
    if (isUnderWay(context.state, alert)) continue
    const matters = dueMatters(context, alert)
    if (matters.length === 0) continue
    const keys = matters.map(({ key }) => key)
    context.perform({ do: 'alert', worker: null, alert: alert.name, matters }, `not told by ${alert.name} yet: ${keys.join(', ')}`)
  }
}

/** Returns the channels whose last alert could not be sent. The status shows them, because an alert about a failed alert might fail too. */
export function alertTroubles({ project, failures }: State): readonly (Failure & { readonly name: string })[] {
  return (project?.alerts ?? []).flatMap(({ name }) => {
    const failed = byEffect(failures).filter(([effect, { count }]) => isAlertOf(effect, name) && count >= EFFECT_TRIES)
    const last = failed.map(([, failure]) => failure).toSorted((one, other) => other.at - one.at)[0]
    return last === undefined ? [] : [{ ...last, name }]
  })
}

/**
 * Whether an alert is being sent through this channel. A channel sends one alert at a time, and the next alert covers everything that
 * happens in between.
 */
function isUnderWay({ effects }: State, { name }: AlertConfig): boolean {
  return byEffect(effects).some(([effect]) => isAlertOf(effect, name))
}

interface OpenMatter extends AlertMatter {
  readonly at: number
}

function dueMatters(context: PolicyContext, alert: AlertConfig): readonly AlertMatter[] {
  const { finish } = context.state
  const untold = untoldMatters(context.state, alert)
  // Czar is about to exit, so it sends all open items now. A channel in its quiet hours sends nothing, so there only the status shows them.
  const due =
    finish === null
      ? untold.filter(({ at }) => context.isDue(notBefore(context, at + alert.afterMs)))
      : isQuietAt(context, finish.at)
        ? []
        : untold
  return due.map(({ key, raised }) => ({ key, raised }))
}

function untoldMatters({ attention, finish }: State, { name, on }: AlertConfig): readonly OpenMatter[] {
  const open = Object.values(attention)
    .filter(item => on.includes('attention') && item.settledAt === null && !item.told.includes(name))
    .map(({ key, raised }) => ({ key, raised: raised.seq, at: raised.at }))
  const isEndUntold = finish !== null && on.includes('finished') && !finish.told.includes(name)
  return isEndUntold ? [...open, { key: FINISH_KEY, raised: finish.seq, at: finish.at }] : open
}

function notBefore({ policy, now }: PolicyContext, at: number): number {
  const { quietHours } = policy
  return quietHours === null ? at : (endOfQuiet(quietHours, Math.max(at, now)) ?? at)
}

function isQuietAt({ policy }: PolicyContext, at: number): boolean {
  return policy.quietHours !== null && endOfQuiet(policy.quietHours, at) !== null
}

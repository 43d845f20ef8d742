import { isTrainStep } from '../../events/decision.ts'
import { actionOfEffect, byEffect } from '../../events/effect-id.ts'
import type { EffectId } from '../../model/ids.ts'
import type { State } from '../../state/types/state.ts'
import { counted } from '../../text/counted.ts'
import { budgetMatters } from '../budget/budget-matters.ts'
import { faultMatters } from '../engine/isolate-faults.ts'
import type { AttentionMatter } from '../engine/matter.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { hasGivenUp } from '../engine/policy-context.ts'
import { nameHindrances } from '../health/hindered.ts'
import { trainMatters } from '../landing/train-matters.ts'
import { limitMatters } from '../limits/limit-matters.ts'
import { proofMatters } from '../proof/proof-matters.ts'
import { requestMatters } from '../pull-requests/request-matters.ts'
import { unheardMatters } from '../queue/last-words.ts'
import { reviewMatters } from '../review/review-matters.ts'
import { diskMatters } from './disk-matter.ts'
import { remoteMatters } from './remote-matter.ts'
import { starvedMatters } from './starved-matter.ts'
import { taskMatters } from './task-matters.ts'

/** Finds everything in the state that only a person can settle. Each such item is shown once, and goes away when its cause is gone. */
export function tendAttention(context: PolicyContext, ofWorkers: readonly AttentionMatter[]): void {
  const matters = nameHindrances(context.state, [
    ...ofWorkers,
    ...faultMatters(context),
    ...taskMatters(context.state),
    ...failedEffects(context.state),
    ...unanswered(context),
    ...proofMatters(context.state),
    ...trainMatters(context.state),
    ...requestMatters(context.state),
    ...reviewMatters(context.state),
    ...unheardMatters(context.state),
    ...remoteMatters(context.state),
    ...starvedMatters(context),
    ...diskMatters(context.state),
    ...limitMatters(context.state),
    ...budgetMatters(context.state),
  ])
  for (const matter of matters) {
    const known = context.state.attention[matter.key]
    if (known !== undefined && known.settledAt === null && known.text === matter.text && known.hint === matter.hint) continue
    context.record({ kind: 'attention.raised', ...matter }, matter.text)
  }
  const isSo = new Set(matters.map(matter => matter.key))
  const open = Object.values(context.state.attention).filter(item => item.settledAt === null)
  for (const item of open) {
    if (isSo.has(item.key)) continue
    context.record({ kind: 'attention.settled', key: item.key, reason: 'this is no longer the case' }, 'this is no longer the case')
  }
}

/** Returns actions that failed and that czar does not try again. An action is left out if a failed task already reports it. */
function failedEffects(state: State): readonly AttentionMatter[] {
  const failures = byEffect(state.failures)
  if (failures.length === 0) return []
  const failed = Object.values(state.tasks).filter(task => task.state === 'failed')
  const told = new Set<string | null>(failed.flatMap(task => [task.worker, task.id]))
  return failures
    .filter(([effect, { worker }]) => hasGivenUp(state, effect) && !isToldOtherwise(effect, told.has(worker)))
    .map(([effect, failure]) => ({
      key: `effect:${effect}`,
      worker: failure.worker,
      text: `${effect.replaceAll(':', ' ')} failed ${counted(failure.count, 'time')}: ${failure.reason}`,
      hint: null,
    }))
}

/** After this many unanswered calls of a tool, which takes about two minutes, a person is told. */
const UNANSWERED_TOLD = 6
const UNANSWERED_OVER_MS = 180_000

/** Makes one item about all actions that wait for a tool, so that its text does not change with each action. */
function unanswered(context: PolicyContext): readonly AttentionMatter[] {
  const waiting = Object.values(context.state.failures).filter(({ unanswered = 0, at }) => {
    return unanswered >= UNANSWERED_TOLD && !context.isDue(at + UNANSWERED_OVER_MS)
  })
  if (waiting.length === 0) return []
  const text = 'tmux or git does not answer; czar tries again once a minute'
  return [{ key: 'unanswered', worker: null, text, hint: 'czar doctor' }]
}

function isToldOtherwise(effect: EffectId, hasFailedTask: boolean): boolean {
  const action = actionOfEffect(effect)
  // These actions need no item here. If a text cannot be delivered, the agent is replaced or there is another item about it. The train has
  // its own items. An alert about a failed alert would repeat for ever.
  if (action === 'deliver' || action === 'alert' || isTrainStep(action)) return true
  // A review that cannot go on simply does not count, and `czar clean` removes its worktree later.
  if (action === 'check_findings' || action === 'remove_review') return true
  return hasFailedTask && action !== 'end_agent' && action !== 'answer_dialog'
}

import type { State } from '../../state/types/state.ts'
import { counted } from '../../text/counted.ts'
import { budgetMatters } from '../budget/budget-matters.ts'
import { faultMatters } from '../decide/contain.ts'
import type { Desk } from '../engine/desk.ts'
import { hasGivenUp } from '../engine/desk.ts'
import { nameHindrances } from '../facts/hindered.ts'
import { limitMatters } from '../limits/limit-matters.ts'
import { unheardMatters } from '../messages/last-words.ts'
import { proofMatters } from '../proof/proof-matters.ts'
import { diskMatters } from './disk-matter.ts'
import { remoteMatters } from './remote-matter.ts'
import { starvedMatters } from './starved-matter.ts'
import { taskMatters } from './task-matters.ts'
import type { Matter } from './worker-matters.ts'

/** What only a person can settle, derived from the state: raised once, settled when it is no longer so. */
export function tendAttention(desk: Desk, ofWorkers: readonly Matter[]): void {
  const matters = nameHindrances(desk.state, [
    ...ofWorkers,
    ...faultMatters(desk),
    ...taskMatters(desk.state),
    ...failedEffects(desk.state),
    ...unanswered(desk),
    ...proofMatters(desk.state),
    ...unheardMatters(desk.state),
    ...remoteMatters(desk.state),
    ...starvedMatters(desk),
    ...diskMatters(desk.state),
    ...limitMatters(desk.state),
    ...budgetMatters(desk.state),
  ])
  for (const matter of matters) {
    const known = desk.state.attention[matter.key]
    if (known !== undefined && known.settledAt === null && known.text === matter.text && known.hint === matter.hint) continue
    desk.record({ kind: 'attention.raised', ...matter }, matter.text)
  }
  const isSo = new Set(matters.map(matter => matter.key))
  const open = Object.values(desk.state.attention).filter(item => item.settledAt === null)
  for (const item of open) {
    if (isSo.has(item.key)) continue
    desk.record({ kind: 'attention.settled', key: item.key, reason: 'it is no longer so' }, 'it is no longer so')
  }
}

/** Effects that failed for the last time and of which no failed task tells. */
function failedEffects(state: State): readonly Matter[] {
  const failures = Object.entries(state.failures)
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

/** So often a tool did not answer before a person is told: some two minutes. */
const UNANSWERED_TOLD = 6
const UNANSWERED_OVER_MS = 180_000

/** One matter, whatever waits for it: the words do not change with what is tried. */
function unanswered(desk: Desk): readonly Matter[] {
  const waiting = Object.values(desk.state.failures).filter(({ unanswered = 0, at }) => {
    return unanswered >= UNANSWERED_TOLD && !desk.isDue(at + UNANSWERED_OVER_MS)
  })
  if (waiting.length === 0) return []
  const text = 'tmux or git does not answer; what is to be done is tried again once a minute'
  return [{ key: 'unanswered', worker: null, text, hint: 'czar doctor' }]
}

function isToldOtherwise(effect: string, hasFailedTask: boolean): boolean {
  // Texts that can not be delivered lead to a fresh agent, or are a matter of their own; an alert about an alert would go round for ever.
  if (effect.startsWith('deliver:') || effect.startsWith('alert:')) return true
  return hasFailedTask && !effect.startsWith('end_agent:') && !effect.startsWith('answer_dialog:')
}

import type { Journaled } from '../events/event.ts'
import { emptyState } from '../state/empty.ts'
import { fold } from '../state/fold.ts'
import type { State } from '../state/types/state.ts'
import { matterOf, weightiest } from './matters.ts'
import { emptyTally, type Tally } from './tally.ts'
import { tallyCzar, tallyDeeds } from './tally-czar.ts'
import { tallyTime } from './tally-time.ts'
import { tallyClaims, tallyHelp, tallyUsed, type WorkStep } from './tally-work.ts'

/** The sources of a summary: the state, and figures that are counted from the first event on. */
export interface Account {
  readonly state: State
  readonly tally: Tally
}

/** Returns the account before the first event. Events before `from` (ms since the epoch) change the state but are not counted. */
export function openAccount(from = 0): Account {
  return { state: emptyState, tally: emptyTally(from) }
}

/** Adds the next event of the journal. Events in any order and from any version are accepted. */
export function account({ state: before, tally: counted }: Account, event: Journaled): Account {
  const after = fold(before, event)
  const at = Math.max(counted.at, event.at)
  const step: WorkStep = { before, after, at }
  let tally = tallyTime(counted, event, step)
  tally = tallyUsed(tallyClaims(tallyCzar(tally, event, step), event, step), event, step)
  if (at >= counted.from) tally = keepMatter(tallyDeeds(tallyHelp(tally, event, step), event, step), event, step)
  return { state: after, tally: { ...tally, at, firstAt: counted.firstAt ?? at } }
}

/** A summary lists at most this many events. */
const MATTERS = 300

function keepMatter(tally: Tally, event: Journaled, step: WorkStep): Tally {
  const matter = matterOf(event, step)
  if (matter === null) return tally
  const matters = [...tally.matters, matter]
  if (matters.length <= 2 * MATTERS) return { ...tally, matters }
  return { ...tally, matters: weightiest(matters, MATTERS), mattersLeftOut: tally.mattersLeftOut + matters.length - MATTERS }
}

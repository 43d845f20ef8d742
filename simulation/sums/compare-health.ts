import type { Journaled } from '../../src/core/events/event.ts'
import type { Health } from '../../src/core/model/health.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import type { TruthChange } from './tally.ts'

/** A span of time in which a worker's health stayed the same. */
interface Spell {
  readonly worker: WorkerId
  readonly health: Health
  readonly from: number
  readonly to: number
}

/** How well czar's judgement agrees with the truth, for one state of health. */
export interface Fit {
  /** For how many workers this state lasted long enough to matter, and for how many of these czar noticed the state. */
  spells: number
  seen: number
  /** How many times czar judged that a worker was in this state, and how many of these judgements were true. */
  said: number
  right: number
  readonly delaysMs: number[]
}

export type Fits = Map<Health, Fit>

/** If such a state ends sooner than this, it needs no action. */
const SHORTEST_MS: Partial<Record<Health, number>> = { idle: 60_000, quiet: 60_000, stuck: 60_000, confused: 60_000 }
/** A judgement of czar still counts as right if it comes at most this long after its cause has ended. */
const GRACE_MS = 60_000

type Verdict = Extract<Journaled, { kind: 'health.changed' }>

/** Compares czar's judgement of each worker with the truth. */
export function compareHealth(
  fits: Fits,
  { truth, verdicts, end }: { truth: readonly TruthChange[]; verdicts: readonly Verdict[]; end: number },
): void {
  const real = spellsOf(truth, end)
  const said = spellsOf(verdicts, end)
  for (const spell of real) {
    if (spell.to - spell.from < (SHORTEST_MS[spell.health] ?? 0)) continue
    const fit = fitOf(fits, spell.health)
    fit.spells++
    const verdict = said.find(other => isAbout(spell, other) && other.to >= spell.from && other.from < spell.to + GRACE_MS)
    if (verdict === undefined) continue
    fit.seen++
    fit.delaysMs.push(Math.max(0, verdict.from - spell.from))
  }
  for (const spell of said) {
    const fit = fitOf(fits, spell.health)
    fit.said++
    if (real.some(other => isAbout(spell, other) && other.from < spell.to + GRACE_MS && other.to > spell.from - GRACE_MS)) fit.right++
  }
}

function isAbout(one: Spell, other: Spell): boolean {
  return one.worker === other.worker && one.health === other.health
}

function spellsOf(changes: readonly { at: number; worker: WorkerId; health: Health }[], end: number): readonly Spell[] {
  return [...Map.groupBy(changes, ({ worker }) => worker).values()].flatMap(own => {
    const turns = own.filter(({ health }, index) => health !== own[index - 1]?.health)
    return turns.map(({ at, worker, health }, index) => ({ worker, health, from: at, to: turns[index + 1]?.at ?? end }))
  })
}

function fitOf(fits: Fits, health: Health): Fit {
  const known = fits.get(health) ?? { spells: 0, seen: 0, said: 0, right: 0, delaysMs: [] }
  fits.set(health, known)
  return known
}

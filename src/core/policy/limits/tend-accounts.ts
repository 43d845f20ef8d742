import type { AccountState } from '../../model/limit.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { Desk } from '../engine/desk.ts'
import { cutOffWork, tellToGoOn } from '../facts/cut-off.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { nextProber } from './next-prober.ts'
import { probeTime } from './probe-time.ts'
import { proofOfLife } from './proof-of-life.ts'

/** A probe of which nothing is heard for so long is taken over by another worker. */
const PROBE_WITHIN_MS = 300_000
/** A limit that only a screen tells of is met again within this, or not. */
const QUIET_PROBE_MS = 60_000
/** So long after the one before the next worker goes on: not all at once into the same limit. */
export const STAGGER_MS = 5_000

/** Brings limited accounts back: one worker tries at the time of the reset; when it gets an answer, the others follow one by one. */
export function tendAccounts(desk: Desk): void {
  for (const account of Object.values(desk.state.accounts)) {
    if (account.releasedAt !== null) admitNext(desk, account)
    else if (account.probe !== null) watchProbe(desk, account, account.probe)
    else if (isOffScreen(account)) withdraw(desk, account)
    else probeWhenDue(desk, account)
  }
}

/** What only a screen told is over when it has gone from every screen that showed it. */
function isOffScreen({ strength, shownBy }: AccountState): boolean {
  return strength === 'inferred' && shownBy.length === 0
}

function withdraw(desk: Desk, { name, worker }: AccountState): void {
  const reason = `the words that told of it are gone from the screen of ${worker}`
  desk.record({ kind: 'account.released', account: name, worker, reason }, `${name} is not limited any more: ${reason}`)
}

function probeWhenDue(desk: Desk, account: AccountState): void {
  const worker = nextProber(desk.state, account)
  if (worker === null || !desk.isDue(probeTime(account, desk.project.name))) return
  probe(desk, account, worker)
}

function probe(desk: Desk, account: AccountState, worker: WorkerState): void {
  const reason = `the limit of ${account.name} may be over, and ${worker.id} tries first`
  goOn(desk, account, worker)
  desk.record({ kind: 'account.probed', account: account.name, worker: worker.id }, reason)
}

function watchProbe(desk: Desk, account: AccountState, { worker: id, at }: NonNullable<AccountState['probe']>): void {
  const worker = desk.state.workers[id]
  const proof = worker === undefined ? null : (proofOfLife(desk, worker, at) ?? silenceOf(desk, account, at))
  if (proof !== null) {
    return desk.record(
      { kind: 'account.released', account: account.name, worker: id, reason: proof },
      `${account.name} answers again: ${proof}`,
    )
  }
  // A long turn is no failed probe.
  if (worker?.agent?.turn === 'busy' || !desk.isDue(at + PROBE_WITHIN_MS)) return
  const next = nextProber(desk.state, account)
  if (next !== null) probe(desk, account, next)
}

/** The text that it was told to go on with may have pushed the words off the screen: they would have come back by then. */
function silenceOf(desk: Desk, account: AccountState, at: number): string | null {
  if (!isOffScreen(account) || !desk.isDue(at + QUIET_PROBE_MS)) return null
  return 'its screen tells of no limit any more'
}

function admitNext(desk: Desk, account: AccountState): void {
  const [next] = account.queue
  const worker = next === undefined ? undefined : desk.state.workers[next]
  if (next === undefined || !desk.isDue(account.admittedAt + STAGGER_MS)) return
  if (worker !== undefined) goOn(desk, account, worker)
  desk.record({ kind: 'account.admitted', account: account.name, worker: next }, `the limit of ${account.name} is over`)
}

/** Only a turn that the limit ended needs a word: one that still runs tries again by itself, and a fresh agent gets its brief. */
function goOn(desk: Desk, { name, limit, cutOff }: AccountState, worker: WorkerState): void {
  const work = cutOffWork(desk.state, worker)
  if (work === null || worker.agent?.turn === 'busy' || !cutOff.includes(worker.id) || !isParked(desk.state, worker)) return
  if (messagesFor(desk.state, worker.id).some(({ kind }) => kind !== 'tell')) return
  tellToGoOn(desk, work, { facts: { limit }, reason: `its turn was cut off by the limit of ${name}` })
}

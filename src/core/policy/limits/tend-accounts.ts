import type { AccountState } from '../../model/limit.ts'
import { isParked } from '../../state/facts/is-parked.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { cutOffWork, tellToGoOn } from '../facts/cut-off.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { nextProber } from './next-prober.ts'
import { probeTime } from './probe-time.ts'
import { proofOfLife } from './proof-of-life.ts'

/** If a worker that tries got no answer for this long, another worker tries. */
const PROBE_WITHIN_MS = 300_000
/** If a limit is only known from a screen, its message appears again within this time. If it does not, the limit is over. */
const QUIET_PROBE_MS = 60_000
/** The time between two workers that go on, so that they do not all reach the limit again at once. */
export const STAGGER_MS = 5_000

/**
 * Ends the wait for account limits. When a limit should be over, one worker tries. Once a model has answered its agent, the other workers
 * go on one after the other.
 */
export function tendAccounts(context: PolicyContext): void {
  for (const account of Object.values(context.state.accounts)) {
    if (account.releasedAt !== null) admitNext(context, account)
    else if (account.probe !== null) watchProbe(context, account, account.probe)
    else if (isOffScreen(account)) withdraw(context, account)
    else probeWhenDue(context, account)
  }
}

/** Whether the message about the limit is gone from all screens. If the limit is only known from screens, it is over then. */
function isOffScreen({ strength, shownBy }: AccountState): boolean {
  return strength === 'inferred' && shownBy.length === 0
}

function withdraw(context: PolicyContext, { name, worker }: AccountState): void {
  const reason = `the message about the limit is gone from the screen of ${worker}`
  context.record({ kind: 'account.released', account: name, worker, reason }, `${name} is no longer limited: ${reason}`)
}

function probeWhenDue(context: PolicyContext, account: AccountState): void {
  const worker = nextProber(context.state, account)
  if (worker === null || !context.isDue(probeTime(account, context.project.name))) return
  probe(context, account, worker)
}

function probe(context: PolicyContext, account: AccountState, worker: WorkerState): void {
  const reason = `the limit of ${account.name} may be over, and ${worker.id} tries first`
  goOn(context, account, worker)
  context.record({ kind: 'account.probed', account: account.name, worker: worker.id }, reason)
}

function watchProbe(context: PolicyContext, account: AccountState, { worker: id, at }: NonNullable<AccountState['probe']>): void {
  const worker = context.state.workers[id]
  const proof = worker === undefined ? null : (proofOfLife(context, worker, at) ?? silenceOf(context, account, at))
  if (proof !== null) {
    return context.record(
      { kind: 'account.released', account: account.name, worker: id, reason: proof },
      `${account.name} answers again: ${proof}`,
    )
  }
  // A long turn does not count as a failed attempt.
  if (worker?.agent?.turn === 'busy' || !context.isDue(at + PROBE_WITHIN_MS)) return
  const next = nextProber(context.state, account)
  if (next !== null) probe(context, account, next)
}

/**
 * Returns what shows that the message about the limit did not come back. The text that told the agent to go on may only have pushed the
 * message off the screen, but by now it would be there again.
 */
function silenceOf(context: PolicyContext, account: AccountState, at: number): string | null {
  if (!isOffScreen(account) || !context.isDue(at + QUIET_PROBE_MS)) return null
  return 'its screen no longer shows a limit'
}

function admitNext(context: PolicyContext, account: AccountState): void {
  const [next] = account.queue
  const worker = next === undefined ? undefined : context.state.workers[next]
  if (next === undefined || !context.isDue(account.admittedAt + STAGGER_MS)) return
  if (worker !== undefined) goOn(context, account, worker)
  context.record({ kind: 'account.admitted', account: account.name, worker: next }, `the limit of ${account.name} is over`)
}

/**
 * Tells the agent to go on if the limit ended its turn. If the turn still runs, the program tries again by itself. A fresh agent gets the
 * whole task anyway.
 */
function goOn(context: PolicyContext, { name, limit, cutOff }: AccountState, worker: WorkerState): void {
  const work = cutOffWork(context.state, worker)
  if (work === null || worker.agent?.turn === 'busy' || !cutOff.includes(worker.id) || !isParked(context.state, worker)) return
  if (messagesFor(context.state, worker.id).some(({ kind }) => kind !== 'tell')) return
  tellToGoOn(context, work, { facts: { limit }, reason: `its turn was cut off by the limit of ${name}` })
}

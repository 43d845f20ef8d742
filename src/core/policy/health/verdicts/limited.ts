import type { AccountState } from '../../../model/limit.ts'
import { own } from '../../../model/own.ts'
import { isBeingChecked } from '../../../state/facts/assignment-phase.ts'
import { isParked } from '../../../state/facts/is-parked.ts'
import { wantsLogin } from '../../../state/facts/wants-login.ts'
import type { WorkerState } from '../../../state/types/worker-state.ts'
import { since } from '../../engine/evidence.ts'
import type { PolicyContext } from '../../engine/policy-context.ts'
import { messagesFor } from '../../facts/waiting-messages.ts'
import { canBeginOwnTask, openAssignment } from '../../facts/work/tasks.ts'
import { probeTime } from '../../limits/probe-time.ts'
import { wallTimeIn } from '../../limits/zoned-time.ts'
import { type HealthVerdict, sayHealth } from './verdict.ts'

/**
 * Judges a worker that waits until an account limit ends. Returns null if the worker may go on, has nothing to do, or needs a login first.
 */
export function limited(context: PolicyContext, worker: WorkerState): HealthVerdict | null {
  const account = own(context.state.accounts, worker.config.account)
  if (account === undefined || wantsLogin(worker.agent) || !hasWork(context, worker) || !isHeldUp(context, worker, account)) return null
  const told = `${account.worker}'s agent: ${account.text} (${account.evidence}, ${account.strength})`
  const evidence = [since(account.strength === 'exact' ? 'agent' : 'screen', told, { at: account.metAt })]
  return sayHealth(['limited', 'limit'], `waits for ${NAMES[account.limit]} of account ${account.name}${untilWhen(context, account)}`, {
    evidence,
  })
}

const NAMES = { rate: 'a rate limit', quota: 'a used-up quota', overload: 'an overloaded provider' } as const

function untilWhen({ project }: PolicyContext, account: AccountState): string {
  if (account.releasedAt !== null) return ', which is over: it goes on in a moment'
  if (account.probe !== null) return `; ${account.probe.worker} tries whether it is over`
  const isKnown = account.resetAt !== null && account.resetAt > account.metAt
  return isKnown ? ` until ${timeText(account.resetAt)}` : `; next try at ${timeText(probeTime(account, project.name))}`
}

/**
 * Whether the account's limit keeps the worker from going on. It does not stop a running turn that has not met the limit, as long as there
 * is output. A worker that may go on is still held up until it has been told so.
 */
function isHeldUp({ state, policy, isDue }: PolicyContext, worker: WorkerState, { cutOff }: AccountState): boolean {
  if (!isParked(state, worker)) return messagesFor(state, worker.id).some(({ kind }) => kind === 'go_on')
  if (worker.agent?.turn !== 'busy' || worker.agent.exit !== null || cutOff.includes(worker.id)) return true
  return isDue(worker.agent.noveltyAt + policy.stuckAfterMs)
}

/** Whether the worker has anything left to do that the limit prevents. The limit does not prevent the check of a claim. */
function hasWork({ state }: PolicyContext, worker: WorkerState): boolean {
  const assignment = openAssignment(state, worker)
  if (assignment === null) return canBeginOwnTask(state, worker)
  return !isBeingChecked(assignment)
}

function timeText(at: number): string {
  const { year, month, day, hour, minute } = wallTimeIn('UTC', at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)} UTC`
}

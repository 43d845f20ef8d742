import type { Event } from '../../events/event.ts'
import type { WorkerId } from '../../model/ids.ts'
import type { AccountState } from '../../model/limit.ts'
import { own } from '../../model/own.ts'
import { isParked } from '../facts/is-parked.ts'
import type { Handlers } from '../fold.ts'
import type { State } from '../types/state.ts'
import type { WorkerState } from '../types/worker-state.ts'
import { updateWorker } from '../update.ts'

type AccountEvents = Extract<Event, { kind: `agent.limit${string}` | `account.${string}` }>
type Limited = Extract<Event, { kind: 'agent.limited' }>

/** If a limit comes back within this time, it counts as the same limit, so the number of vain tries is kept. */
const RELAPSE_MS = 600_000
/** If an agent ends because of a limit, it may exit this long before czar reads its last output. */
const LAST_WORDS_MS = 5_000

export const foldAccount: Handlers<AccountEvents> = {
  'agent.limited': (state, event, at) => {
    const worker = own(state.workers, event.worker)
    if (worker === undefined) return state
    const account = limited(own(state.accounts, event.account), event, { at, isCutOff: worker.incarnation === event.incarnation })
    const heard = updateWorker(state, worker.id, ({ exits }) => ({
      limitTold: { said: event.said, text: event.text, strength: event.strength },
      exits: exits.filter(exit => exit <= at - LAST_WORDS_MS),
    }))
    return withAccount(heard, account)
  },
  'agent.limit_gone': (state, event) => {
    const account = own(state.accounts, event.account)
    const worker = own(state.workers, event.worker)
    if (account === undefined || worker?.incarnation !== event.incarnation) return state
    const shownBy = without(account.shownBy, event.worker)
    // The agent's turn went on by itself, or ended after the limit with a message. So czar need not tell the agent to go on. If the program
    // also reported this limit by a signal, the limit stays known, and only its dialog is closed.
    const cutOff = worker.limitTold?.strength === 'exact' ? account.cutOff : without(account.cutOff, event.worker)
    return withAccount(state, { ...account, shownBy, cutOff })
  },
  'account.probed': (state, event, at) => {
    const account = own(state.accounts, event.account)
    if (account === undefined || account.releasedAt !== null) return state
    const cutOff = without(account.cutOff, event.worker)
    return goOn(
      withAccount(state, { ...account, cutOff, probe: { worker: event.worker, at }, probes: account.probes + 1 }),
      event.worker,
      at,
    )
  },
  'account.released': (state, event, at) => {
    const account = own(state.accounts, event.account)
    if (account === undefined || account.releasedAt !== null) return state
    const queue = Object.values(state.workers).filter(worker => isWaitingFor(state, worker, account.name))
    return withAccount(state, { ...account, probe: null, releasedAt: at, admittedAt: at, queue: queue.map(({ id }) => id) })
  },
  'account.admitted': (state, event, at) => {
    const account = own(state.accounts, event.account)
    if (account === undefined || !account.queue.includes(event.worker)) return state
    const [queue, cutOff] = [without(account.queue, event.worker), without(account.cutOff, event.worker)]
    return goOn(withAccount(state, { ...account, queue, cutOff, admittedAt: at }), event.worker, at)
  },
}

function limited(known: AccountState | undefined, event: Limited, { at, isCutOff }: { at: number; isCutOff: boolean }): AccountState {
  const isOpen = known !== undefined && known.releasedAt === null
  const isRelapse = known !== undefined && known.releasedAt !== null && at - known.releasedAt < RELAPSE_MS
  const before = isOpen || isRelapse ? known : undefined
  const { limit, text, strength, evidence, worker, resetAt, said } = event
  const cutOff = [...new Set([...(before?.cutOff ?? []), ...(isCutOff ? [worker] : [])])]
  const shownBy = [...new Set([...(isOpen ? known.shownBy : []), ...(strength === 'inferred' ? [worker] : [])])]
  // A limit that czar only saw on a screen does not overrule one that the program reported.
  if (isOpen && known.probe === null && known.strength === 'exact' && strength === 'inferred') return { ...known, cutOff, shownBy }
  return {
    name: event.account,
    ...{ limit, text, strength, evidence, worker },
    since: isOpen ? known.since : at,
    // The agent may have reported the limit before czar started, so the report may be out of date. But if a worker has tried in vain since
    // the limit began, the report is current, whatever time the agent's clock shows.
    metAt: (before?.probes ?? 0) > 0 ? at : Math.min(at, said),
    // Agents that met the same limit may report different details, so a known time is kept.
    resetAt: resetAt ?? (isOpen && known.probe === null ? known.resetAt : null),
    shownBy,
    cutOff,
    probes: before?.probes ?? 0,
    probe: null,
    releasedAt: null,
    queue: [],
    admittedAt: 0,
  }
}

/** Whether the worker has work with which it can go on. Only such workers wait until it is their turn to go on. */
function isWaitingFor(state: State, worker: WorkerState, account: string): boolean {
  const hasWork = worker.assignment !== null || own(state.tasks, worker.id)?.state === 'waiting'
  return worker.config.account === account && hasWork && isParked(state, worker)
}

/** Begins anew all times that stood still while the worker waited. */
function goOn(state: State, worker: WorkerId, at: number): State {
  return updateWorker(state, worker, () => ({ resumedAt: at }))
}

function without(workers: readonly WorkerId[], worker: WorkerId): readonly WorkerId[] {
  return workers.filter(id => id !== worker)
}

function withAccount(state: State, account: AccountState): State {
  return { ...state, accounts: { ...state.accounts, [account.name]: account } }
}

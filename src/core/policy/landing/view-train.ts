import { sayEarlier } from '../../duplicates/say-duplicate.ts'
import type { TrainMember } from '../../events/train-event.ts'
import { asideOf, isLanded } from '../../landing/boarding.ts'
import { omnibusBranch } from '../../landing/omnibus-branch.ts'
import { sayAside } from '../../landing/say-aside.ts'
import { own } from '../../model/own.ts'
import { emptyTrain } from '../../state/empty.ts'
import type { State } from '../../state/types/state.ts'
import type { Landing, TrainState } from '../../state/types/train-state.ts'
import { plainText } from '../../text/plain-text.ts'
import type { TrainView } from '../../views/train.ts'
import { whyNotLandedYet } from './land-train.ts'
import { offTrain } from './off-train.ts'
import { trainProblem } from './train-problem.ts'

const FILES = 50

/** Returns the merge train as the status shows it. Returns null if nothing has been merged and no proven work is kept from it. */
export function viewTrain(state: State): TrainView | null {
  const { project, refs } = state
  const waiting = viewWaiting(state)
  const train = state.train ?? (waiting.length === 0 || refs === null ? null : emptyTrain(refs.base.commit))
  if (train === null || project === null) return null
  const problem = trainProblem(state)
  return {
    branch: omnibusBranch(project),
    base: train.base,
    tip: train.branch?.tip ?? null,
    state: problem !== null ? 'stopped' : train.candidate === null ? 'resting' : 'testing',
    problem: problem === null ? null : plainText(problem, 1_000),
    tested: train.members.map(viewMember),
    merged: (train.candidate?.members ?? []).map(viewMember),
    aside: [...viewAside(state, train), ...viewProvenByOthers(state)],
    waiting,
    command: problem !== null || train.members.length === 0 ? null : train.command === undefined ? 'czar land' : train.command,
    ...landsLater(state, train),
    ...(train.landing === undefined ? {} : { landing: viewLanding(train.landing) }),
    ...viewRequest(state),
    landed: Object.values(state.tasks).flatMap(task => (isLanded(state, task) ? [task.id] : [])),
  }
}

function viewWaiting(state: State): NonNullable<TrainView['waiting']> {
  return offTrain(state).map(({ task, commit, others, text, hint }) => ({
    task,
    commit,
    for: [...others],
    text: plainText(text, 500),
    hint,
  }))
}

function landsLater(state: State, train: TrainState): { readonly lands_later?: string } {
  const why = whyNotLandedYet(state, train)
  return why === null ? {} : { lands_later: plainText(why, 500) }
}

/** Returns the tasks that another task's work proved. Their own branches are not merged, so the same work is not merged twice. */
function viewProvenByOthers({ tasks }: State): TrainView['aside'] {
  return Object.values(tasks).flatMap(({ id, verified }) => {
    if (verified?.by === undefined) return []
    const { task, commit } = verified.by
    const text = `is proven by ${sayEarlier(verified.by)}, which does the same`
    return [{ task: id, commit, because: 'duplicate' as const, files: [], beside: task === null ? [] : [task], text, log: null }]
  })
}

function viewMember({ task, commit, joined }: TrainMember): TrainView['tested'][number] {
  if (joined === undefined) return { task, commit }
  return { task, commit, joined: joined.files.slice(0, FILES).map(file => plainText(file, 300)) }
}

function viewAside(state: State, train: TrainState): TrainView['aside'] {
  return Object.keys(train.aside).flatMap(id => {
    const aside = asideOf(state, train, id) ?? (own(state.tasks, id)?.state === 'failed' ? (own(train.aside, id) ?? null) : null)
    if (aside === null) return []
    const { task, commit, because, files, beside, run } = aside
    const text = plainText(sayAside(aside), 500)
    return [
      {
        task,
        commit,
        because,
        files: files.slice(0, FILES).map(file => plainText(file, 300)),
        beside: [...beside],
        text,
        log: run?.log ?? null,
      },
    ]
  })
}

function viewRequest({ project, forge }: State): Pick<TrainView, 'request'> {
  const request = project === null ? null : own(forge.requests, omnibusBranch(project))?.request
  if (request?.standing !== 'open') return {}
  return { request: { number: request.number, url: request.url, draft: request.isDraft } }
}

function viewLanding({ tip, base, refused, command }: Landing): NonNullable<TrainView['landing']> {
  return { tip, base, refused: refused === null ? null : plainText(refused, 500), command }
}

import type { Event } from '../../events/event.ts'
import type { GitActivity } from '../../events/worktree-event.ts'
import { own } from '../../model/own.ts'
import { withTestedWork } from '../facts/with-tested-work.ts'
import type { Handlers } from '../fold.ts'
import { moveRefs } from '../move-refs.ts'
import { isOldTree } from '../progress/advance.ts'
import type { State } from '../types/state.ts'
import type { BranchStart } from '../types/worker-state.ts'
import { unread } from '../unread.ts'
import { forgetFailures, updateAssignment, updateWorker } from '../update.ts'

type WorktreeEvents = Extract<Event, { kind: `worktree.${string}` | `git.${string}` }>

export const foldWorktree: Handlers<WorktreeEvents> = {
  'worktree.ready': (state, event) => {
    const start = startOf(state, event)
    return updateWorker(state, event.worker, worker => ({
      worktree: { path: event.path, ...start, kept: null, home: start },
      missing: null,
      gone: null,
      pullRequest: isSameBranch(worker.worktree?.home ?? null, event) ? worker.pullRequest : null,
      told: [...new Set([...worker.told, ...dependenciesIn(state, start.includes)])],
    }))
  },
  'worktree.switched': (state, event, at) => {
    const { worker, assignment, branch, startSha } = event
    // The readings of git are about the old branch, and czar has not read the new one yet.
    const switched = updateWorker(state, worker, ({ worktree }) =>
      worktree === null
        ? {}
        : { worktree: { ...worktree, ...startOf(state, event), kept: event.kept }, git: null, gitAt: at, looked: null },
    )
    return updateAssignment(switched, assignment, ({ advance, branch: wanted, fromSha }) => ({
      branch: wanted === null ? null : branch,
      // If a task returns to its worker, the work counts from the commit where the task first began. This commit may be older than the
      // start of the branch.
      fromSha: fromSha ?? startSha,
      advance: { ...advance, trees: [], lines: null, commits: null },
    }))
  },
  'worktree.lost': (state, { worker: id }, at) => {
    const tried = forgetFailures(state, id)
    const given = updateWorker(tried, id, ({ agent, remade }) => ({
      worktree: null,
      gone: null,
      remade: [...remade, at].slice(-KEPT_TIMES),
      replace: agent?.incarnation ?? null,
      // The previous agent's knowledge of the files is out of date.
      fresh: true,
      words: [],
      trees: [],
    }))
    return updateAssignment(given, own(state.workers, id)?.assignment ?? null, unread)
  },
  'git.observed': (state, event, at) => {
    const before = own(state.workers, event.worker)
    const { head, tree } = event.activity
    const open = own(state.assignments, before?.assignment ?? '')
    const isOld = open !== undefined && isOldTree(open, event.activity)
    return updateWorker(state, event.worker, worker => {
      const isNew = worker.git === null || worker.git.tree !== tree || worker.git.head !== head
      const agent = worker.agent !== null && isNew && !isOld ? { ...worker.agent, noveltyAt: at } : worker.agent
      return { git: event.activity, gitAt: isNew ? at : worker.gitAt, missing: null, gone: null, agent }
    })
  },
  'git.looked': (state, { worker, branch, tip }, at) => updateWorker(state, worker, () => ({ looked: { at, branch, tip } })),
  'git.kept': (state, event, at) =>
    updateWorker(state, event.worker, () => ({ kept: { head: event.head, ref: event.ref, seq: event.seq, at } })),
  'git.missing': (state, { worker, reason, folder }, at) =>
    updateWorker(state, worker, ({ gone }) => ({
      git: null,
      missing: reason,
      gone: folder === undefined ? null : { folder, since: gone?.folder === folder ? gone.since : at },
    })),
  'git.refs': (state, event, at) => ({ ...state, refs: moveRefs(state.refs, event, at) }),
  'git.checkout': (state, event, at) => {
    const first = (path: string) => own(state.checkout, path) ?? { seq: event.seq, at }
    return { ...state, checkout: Object.fromEntries(event.files.map(path => [path, first(path)])) }
  },
  'git.fetched': (state, event) => ({ ...state, unreachable: event.problem }),
}

const KEPT_TIMES = 20

function startOf({ train }: State, { branch, startSha, includes }: BranchStart): BranchStart {
  return { branch, startSha, includes: withTestedWork(train, includes) }
}

/** Whether both are the same branch. If a branch was deleted and made again with the same name, it starts at another commit. */
function isSameBranch(known: BranchStart | null, now: BranchStart): boolean {
  return known !== null && known.branch === now.branch && known.startSha === now.startSha
}

function dependenciesIn(state: State, commits: readonly GitActivity['head'][]) {
  const held = new Set(commits)
  return Object.values(state.tasks).flatMap(task =>
    task.verified !== null && task.worker !== null && held.has(task.verified.commit) ? [task.worker] : [],
  )
}

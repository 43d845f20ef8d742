import type { ForeseenFile } from '../../events/forecast-event.ts'
import { conflictAdvice, goOnAdvice, toldConflicts, waitsFor } from '../../forecast/conflict-advice.ts'
import { otherOf } from '../../forecast/other-of.ts'
import { omnibusBranch } from '../../landing/omnibus-branch.ts'
import type { TaskId } from '../../model/ids.ts'
import { own } from '../../model/own.ts'
import { isBeingChecked } from '../../state/facts/assignment-phase.ts'
import { beganBefore } from '../../state/facts/began-before.ts'
import { branchOfTask } from '../../state/facts/branch-of.ts'
import type { ForecastState } from '../../state/types/forecast-state.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState } from '../../state/types/task-state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { plainText } from '../../text/plain-text.ts'
import { shellWord } from '../../text/shell-word.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { queueText } from '../engine/queue-text.ts'
import { messagesFor } from '../facts/waiting-messages.ts'
import { heldDuplicate } from '../facts/work/duplicates.ts'
import { openAssignment } from '../facts/work/tasks.ts'
import { isWorthTheWait, waitedConflict } from '../facts/work/wait-for-other.ts'

/**
 * Czar sends at most this many texts about the same two tasks. More would not help, because the train reports the conflicts that remain.
 */
const MOST_TELLS = 3
/** A text names at most this many files, so that agents read it. */
const FILES = 3
const PLACES = 3
const LONGEST_PATHS = 200

/**
 * Tells the worker whose task came later about a foreseen merge conflict, once for each file. It leaves out files in which it already told
 * the worker that another worker did the same work. With `policy.forecast: pause` the worker is told to wait for the other worker, and
 * later that it may go on.
 */
export function tellConflicts(context: PolicyContext, worker: WorkerState): void {
  const { state, policy } = context
  const assignment = openAssignment(state, worker)
  if (policy.forecast === 'off' || assignment === null || assignment.briefed === null || isBeingChecked(assignment)) return
  if (messagesFor(state, worker.id).length > 0 || heldDuplicate(state, worker) !== null || tellToGoOn(context, assignment)) return
  // The train gave the task back, and asked the worker for a merge that keeps both sides. Advice to stay away from those lines would
  // contradict this.
  if (own(state.train?.returns ?? {}, assignment.task) !== undefined) return
  const found = state.forecast.find(pair => isForThisWorker(state, pair, assignment) && newFiles(state, pair, assignment).length > 0)
  if (found === undefined) return
  const other = otherOf(found, assignment.task)
  const paths = newFiles(state, found, assignment).map(({ path }) => path)
  const waits = isWorthTheWait(context, found, assignment)
  const facts = { problem: sayConflict(state, found, { task: assignment.task, waits }), advice: conflictAdvice(other, paths, waits) }
  const reason = `${assignment.task} conflicts with ${nameOf(state, other)} in ${paths.join(', ')}`
  queueText(context, worker.id, { kind: 'notice', assignment: assignment.id, facts }, reason)
}

/** Tells a worker that waits for another worker that it need not wait any longer. */
function tellToGoOn(context: PolicyContext, assignment: AssignmentState): boolean {
  const [other] = waitsFor(assignment.advised)
  if (other === undefined || waitedConflict(context, assignment) !== null) return false
  const facts = { problem: sayGoOn(context.state, other), advice: goOnAdvice(other) }
  const reason = `${assignment.task} need not wait for ${other}`
  queueText(context, assignment.worker, { kind: 'notice', assignment: assignment.id, facts }, reason)
  return true
}

function sayGoOn({ tasks }: State, other: TaskId): string {
  const proof = own(tasks, other)?.verified
  if (proof == null) return `You need not wait for the work of ${other} any more: go on with your task.`
  return `The work of ${other} is proven. Merge it into your branch first, \`git merge ${proof.commit.slice(0, 12)}\`, keep what both tasks need, and go on with your task.`
}

function newFiles(state: State, pair: ForecastState, { task, advised }: AssignmentState): readonly ForeseenFile[] {
  const other = otherOf(pair, task)
  const told = toldConflicts(advised, other)
  const known = new Set([...told.flat(), ...sameWorkFiles(state, task, other)])
  return told.length >= MOST_TELLS ? [] : pair.files.filter(({ path }) => !known.has(path))
}

/** Returns the files in which the two tasks did the same work, whichever of them came later. */
function sameWorkFiles({ duplicates = {} }: State, task: TaskId, other: TaskId | null): readonly string[] {
  return Object.values(duplicates).flatMap(({ task: later, earlier, facts }) => {
    const isPair = (later === task && earlier.task === other) || (later === other && earlier.task === task)
    return isPair ? facts.flatMap(({ file, otherFile }) => [file, otherFile]) : []
  })
}

/**
 * Whether czar tells the worker of this assignment, and not the other worker: its task came later, or the other task's work is proven and
 * its own is not.
 */
function isForThisWorker(state: State, pair: ForecastState, assignment: AssignmentState): boolean {
  const { task } = assignment
  if (pair.kind !== 'conflict' || (pair.one !== task && pair.other !== task)) return false
  const other = otherOf(pair, task)
  const beside = own(state.tasks, other ?? '')
  const theirs = own(state.assignments, beside?.assignment ?? '')
  if (other === null || beside?.verified != null || theirs === undefined) return true
  return beganBefore(theirs, assignment)
}

/** Names the other side of the conflict, for people. */
function nameOf({ project, train }: State, other: TaskId | null): string {
  if (other !== null) return other
  return train !== null && train.members.length > 0 && project !== null ? omnibusBranch(project) : (project?.base ?? 'base')
}

function sayConflict(state: State, pair: ForecastState, { task, waits }: { readonly task: TaskId; readonly waits: boolean }): string {
  const other = otherOf(pair, task)
  const name = nameOf(state, other)
  const who = other === null ? `${name}, which moved on since you began` : `the work of ${name}`
  const beside = own(state.tasks, other ?? '')
  const branch = beside === undefined ? name : (branchOfTask(state, beside) ?? name)
  const words = pair.files.map(({ path }) => shellWord(path)).join(' ')
  const paths = words.length > LONGEST_PATHS ? '' : ` -- ${words}`
  const base = state.project?.base ?? 'base'
  const more = pair.files.length > FILES ? ` and ${pair.files.length - FILES} more files` : ''
  return [
    `As it is now, your work conflicts with ${who} in ${pair.files.slice(0, FILES).map(sayFile).join('; ')}${more}.`,
    `See what it changes: \`git diff --no-ext-diff ${shellWord(base)}...${shellWord(branch)}${paths}\` (without what is not committed yet).`,
    waits
      ? `Commit what you have and end your turn. Wait: czar tells you when the work of ${name} is proven, so that you build on it instead of against it.`
      : 'Do your task anyway. Where it allows, leave those places alone or keep your change to them small, so that both can be merged.',
  ].join(' ')
}

function sayFile({ path, kind, hunks }: ForeseenFile): string {
  const name = plainText(path, 100)
  if (kind === 'deleted') return `${name} (one side deletes it)`
  const places = hunks.map(({ line, symbol }) => (symbol === null ? `line ${line}` : `\`${plainText(symbol, 60)}\``))
  return places.length === 0 ? name : `${name} (${[...new Set(places)].slice(0, PLACES).join(', ')})`
}

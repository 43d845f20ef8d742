import { compareWork } from '../../../core/duplicates/compare-work.ts'
import { type ComparedWork, pairsToCompare, type WorkPair } from '../../../core/duplicates/works-to-compare.ts'
import type { DuplicateEvent } from '../../../core/events/duplicate-event.ts'
import type { Journaled } from '../../../core/events/event.ts'
import type { CommitSha, TaskId } from '../../../core/model/ids.ts'
import { own } from '../../../core/model/own.ts'
import type { AddedQuestion } from '../../../core/ports/duplicates-port.ts'
import type { State } from '../../../core/state/types/state.ts'
import type { Sensor, SensorContext } from '../sensor.ts'
import { rememberCompared } from './compared-pairs.ts'
import { rememberFingerprints } from './fingerprints.ts'

export interface DuplicateSensor extends Sensor {
  /** Compares the present work of all branches. Resolves when the results are in the journal. */
  readonly look: () => Promise<void>
}

/** The shortest pause after a comparison. If a branch moves several times within it, its work is compared only once. */
const LEAST_REST_MS = 1_000
const LONGEST_REST_MS = 60_000
/** The pause after a comparison is this many times as long as the comparison took, because uncommitted work changes all the time. */
const REST = 7
const MOST_FACTS = 5
/** Events after which a branch or base may have moved. */
const MOVES: ReadonlySet<string> = new Set(['git.observed', 'git.refs', 'verification.finished', 'assignment.created', 'worktree.switched'])

/**
 * Compares the work of each task with the work of every other task and with the commits that were merged into base, whenever one of them
 * has changed. Uncommitted files count as work. Long: the inner functions share the running comparison.
 */
export function createDuplicateSensor({ hands, state, observe }: SensorContext): DuplicateSensor {
  const prints = rememberFingerprints(hands)
  const compared = rememberCompared()
  let isClosed = false
  let cancel: (() => void) | null = null
  let looking: Promise<void> | null = null
  let next: Promise<void> | null = null
  let restsUntil = 0

  /** Starts a comparison. A running comparison may have begun before the newest commit was seen, so then another comparison follows. */
  function look(): Promise<void> {
    if (looking === null) return begin()
    next ??= looking.then(begin)
    return next
  }

  function begin(): Promise<void> {
    next = null
    const startedAt = hands.clock.steady()
    looking = lookOnce().finally(() => {
      looking = null
      const rest = (hands.clock.steady() - startedAt) * REST
      restsUntil = hands.clock.now() + Math.min(Math.max(rest, LEAST_REST_MS), LONGEST_REST_MS)
    })
    return looking
  }

  async function lookOnce(): Promise<void> {
    if (!isWanted(state())) return
    for (const pair of compared.left(pairsToCompare(state()))) {
      if (isClosed || compared.has(pair)) continue
      try {
        const found = await compare(pair)
        compared.add(pair)
        if (found === null || isClosed) continue
        observe(found)
        // A duplicate that was found may make other comparisons unnecessary, so czar chooses the pairs again.
        return lookOnce()
      } catch (error) {
        // An unknown result is not recorded. Czar tries again when a branch moves.
        if (!isClosed)
          hands.log.warn({ error: String(error), later: pair.later.head, earlier: pair.earlier.head }, 'work could not be compared')
      }
    }
  }

  async function compare({ later, earlier }: WorkPair): Promise<DuplicateEvent | null> {
    const [asked, other] = [questionOf(state(), later), questionOf(state(), earlier)]
    const [mine, theirs] = [await prints.of(asked), await prints.of(other)]
    if (mine === null || theirs === null) return null
    const [one, two] = [await prints.apart(asked, mine, theirs), await prints.apart(other, theirs, mine)]
    const facts = one === null || two === null ? [] : compareWork(one, two)
    const { task, worker, assignment, head: commit } = later
    if (facts.length === 0 || task === null || worker === null || assignment === null) return null
    const first = { task: earlier.task, worker: earlier.worker, commit: earlier.head, ...standing(earlier) }
    const about = { worker, task, assignment, commit, ...standing(later) }
    return { kind: 'duplicate.found', ...about, earlier: first, facts: facts.slice(0, MOST_FACTS) }
  }

  return {
    look,
    onEvents(events: readonly Journaled[]) {
      if (cancel !== null || !events.some(({ kind }) => MOVES.has(kind)) || !isWanted(state())) return
      cancel = hands.clock.at(Math.max(hands.clock.now() + LEAST_REST_MS, restsUntil), () => {
        cancel = null
        void look()
      })
    },
    close() {
      isClosed = true
      cancel?.()
    },
  }
}

function isWanted({ project, czar }: State): boolean {
  return czar.phase === 'supervising' && (project?.policy.duplicates ?? 'off') !== 'off'
}

/**
 * Asks which text one side of a pair adds. The commits of base and of the train are marked as foreign, because they are not the task's own
 * work. A side without a task is work that was merged into base, so nothing of it is foreign.
 */
function questionOf(state: State, { from, head, uncommitted, task, isProven }: ComparedWork): AddedQuestion {
  const { refs, train } = state
  // Proven work may itself be on the train, and then the train's commits would hide it. So for proven work, only the other tasks' commits
  // that it contains are foreign.
  const onTrain = isProven && task !== null ? containedCommits(state, task) : [train?.tested]
  const others = task === null ? [] : [refs?.base.commit, ...onTrain]
  return { from, head, uncommitted, foreign: others.filter(commit => commit !== undefined && commit !== head) as AddedQuestion['foreign'] }
}

function containedCommits({ tasks }: State, task: TaskId): readonly (CommitSha | undefined)[] {
  return (own(tasks, task)?.verified?.contains ?? []).map(other => own(tasks, other)?.verified?.commit)
}

function standing({ uncommitted }: ComparedWork): { readonly isUncommitted?: true } {
  return uncommitted === null ? {} : { isUncommitted: true }
}

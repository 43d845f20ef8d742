import type { Journaled } from '../../events/event.ts'
import { own } from '../../model/own.ts'
import { areAlike, withoutNumbers } from '../../text/alike.ts'
import { isBetter, testCountsIn } from '../../text/test-counts.ts'
import type { State } from '../types/state.ts'
import type { AssignmentState } from '../types/task-state.ts'
import { updateAssignment } from '../update.ts'
import { cameRound, further } from './advance.ts'
import type { Again } from './round.ts'
import { weighTree } from './weigh-tree.ts'

type Weighed = Extract<
  Journaled,
  { kind: 'report.received' | 'git.observed' | 'agent.trouble' | 'verification.finished' | 'ladder.climbed' }
>

/** Decides for each event about a worker's open assignment whether it is real progress or a repetition. */
export function noteAdvance(state: State, event: Journaled): State {
  if (!isWeighed(event)) return state
  const worker = own(state.workers, event.worker)
  if (worker === undefined || worker.assignment === null) return state
  // Late signals of an older agent change nothing.
  if (event.kind === 'agent.trouble' && event.incarnation !== worker.incarnation) return state
  const about = { tree: worker.git?.tree ?? null, seq: event.seq, at: event.at, count: 1 }
  return updateAssignment(state, worker.assignment, assignment => {
    switch (event.kind) {
      case 'git.observed':
        return weighTree(assignment, event)
      case 'report.received':
        return weighReport(assignment, event, { about, head: worker.git?.head ?? null })
      case 'agent.trouble':
        return event.inTurn === true ? weighTrouble(assignment, event.text, about) : {}
      case 'verification.finished':
        return weighVerdict(assignment, event)
      case 'ladder.climbed':
        // For a fresh agent, the repetitions of the agent before it do not count. But repeating that agent's work is still no progress for
        // it.
        return event.rung === 'fresh' && event.assignment === assignment.id ? { advance: { ...assignment.advance, rounds: [] } } : {}
    }
  })
}

const KINDS: ReadonlySet<Journaled['kind']> = new Set<Weighed['kind']>([
  'report.received',
  'git.observed',
  'agent.trouble',
  'verification.finished',
  'ladder.climbed',
])

function isWeighed(event: Journaled): event is Weighed {
  return KINDS.has(event.kind)
}

type About = Omit<Again, 'kind' | 'text'>

/** Until a file changes, at most this many reported steps count as progress. They count because reading is work too. */
const MOST_HEIGHTS = 24

function weighReport(
  assignment: AssignmentState,
  { report }: Extract<Weighed, { kind: 'report.received' }>,
  { about, head }: { readonly about: About; readonly head: AssignmentState['advance']['claimed'] },
): Partial<AssignmentState> {
  const { advance } = assignment
  const { kind, text, done } = report
  if (report.assignment !== null && report.assignment !== assignment.id) return {}
  if (kind === 'done') return head === null || head !== advance.claimed ? further(assignment, { claimed: head }) : {}
  if (kind !== 'progress' && kind !== 'note' && kind !== 'fact') return {}
  if (done !== null && done > advance.most && advance.heights < MOST_HEIGHTS) {
    return further(assignment, { most: done, lastDone: done, heights: advance.heights + 1 })
  }
  const again: Again[] = [{ ...about, kind: 'reports', text }]
  if (!counts(advance, text)) again.push({ ...about, kind: 'report', text })
  if (done !== null && advance.lastDone !== null && done < advance.lastDone) {
    again.push({ ...about, kind: 'drop', text: `${advance.lastDone} done, then ${done}` })
  }
  return cameRound(assignment, { lastDone: done ?? advance.lastDone }, ...again)
}

/** Whether the report repeats the last one with a higher number, as during a download or while reading files. */
function counts({ rounds }: AssignmentState['advance'], text: string): boolean {
  const number = numberIn(text)
  const before = rounds.find(({ kind }) => kind === 'reports')?.last.at(-1)?.text ?? null
  if (number === null || before === null || withoutNumbers(before) !== withoutNumbers(text)) return false
  return number > (numberIn(before) ?? number)
}

function numberIn(text: string): number | null {
  const digits = /\d+(?:\.\d+)?/.exec(text)
  return digits === null ? null : Number(digits[0])
}

const KEPT_COUNTS = 8
const SAME_TESTS = 0.8

/** Decides about an error on the screen. If more tests pass than before, this is progress, even if the output ends with the same error. */
function weighTrouble(assignment: AssignmentState, text: string, about: About): Partial<AssignmentState> {
  const { best } = assignment.advance
  const counts = testCountsIn(text)
  const known = best.find(before => areAlike(before.text, text, SAME_TESTS))
  const isGreener = known !== undefined && isBetter(counts, known)
  if (known !== undefined && !isGreener) return cameRound(assignment, {}, { ...about, kind: 'error', text })
  if (counts.failed === null && counts.passed === null) return cameRound(assignment, {}, { ...about, kind: 'error', text })
  const now = { text, failed: least(counts.failed, known?.failed ?? null), passed: most(counts.passed, known?.passed ?? null) }
  const change = { best: [...best.filter(before => before !== known), now].slice(-KEPT_COUNTS) }
  return isGreener ? further(assignment, change) : cameRound(assignment, change, { ...about, kind: 'error', text })
}

function least(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}

function most(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}

/** Decides about a rejected claim. It is progress if a check passed for the first time. */
function weighVerdict(
  assignment: AssignmentState,
  { verdict, checks, assignment: checked }: Extract<Weighed, { kind: 'verification.finished' }>,
): Partial<AssignmentState> {
  const { passed } = assignment.advance
  if (verdict !== 'rejected' || checked !== assignment.id) return {}
  const fresh = checks.filter(({ name, outcome }) => outcome === 'passed' && !passed.includes(name)).map(({ name }) => name)
  return fresh.length > 0 ? further(assignment, { passed: [...passed, ...fresh] }) : {}
}

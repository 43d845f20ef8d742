import { MOST_FINDINGS } from '../events/review/findings.ts'
import { own } from '../model/own.ts'
import type { ReviewedWork } from '../model/project.ts'
import type { PromptTexts } from '../ports/prompts.ts'
import { sayFinding } from '../review/say-finding.ts'
import type { State } from '../state/types/state.ts'
import { bullets, oneLine } from './lines.ts'
import type { CommonFacts, ReviewFacts } from './message-facts.ts'

const EARLIER = 10

/** Collects the facts for a reviewer's brief. Returns null if the reviewed task no longer exists. */
export function reviewFacts(
  state: State,
  { common, reviews, isAgain }: { readonly common: CommonFacts; readonly reviews: ReviewedWork; readonly isAgain: boolean },
): ReviewFacts | null {
  const task = own(state.tasks, reviews.task)
  if (task === undefined) return null
  const { checks = [], flags = [] } = task.verified ?? {}
  const before = Object.values(state.reviews).filter(review => review.task === task.id && review.assignment === task.assignment)
  return {
    ...common,
    kind: 'review',
    task: task.id,
    taskText: task.text,
    commit: reviews.commit,
    from: reviews.from,
    checks: checks.map(({ name, outcome }) => `\`${oneLine(name, 300)}\`${outcome === 'flaky' ? ' (failed once, then passed)' : ''}`),
    flags: flags.map(flag => oneLine(flag, 300)),
    earlier: before.flatMap(({ findings }) => findings.map(sayFinding)),
    isAgain,
  }
}

/** Returns the values for the template of a reviewer's brief, besides those that every message gets. */
export function reviewValues(texts: PromptTexts, facts: ReviewFacts): Record<string, string> {
  return {
    again: facts.isAgain ? 'Another agent began this review and has ended. Begin the review again.' : '',
    role: (texts.roles['reviewer'] ?? '').trim(),
    task: facts.task,
    commit: facts.commit,
    from: facts.from,
    task_text: facts.taskText.text,
    // A task's text cannot contain its own hash. So a line with the hash marks the end of the task without doubt.
    mark: facts.taskText.sha256.slice(0, 16),
    checks: facts.checks.length === 0 ? '- none: the project names no command for it' : bullets(facts.checks, 20),
    flags: bullets(facts.flags, 10),
    earlier: bullets(facts.earlier.slice(-EARLIER)),
    most: String(MOST_FINDINGS),
  }
}

import type { MergePlan, PlannedMember } from '../../core/landing/merge-plan.ts'
import type { Paint } from './paint.ts'

export interface PlanStyle {
  readonly paint: Paint
  readonly branch: string
  /** The name and commit of base. */
  readonly base: string
}

/**
 * Shows a merge plan as a tree: the merged tasks in order, what each builds on, the test commands, and the tasks that are left out with the
 * reason.
 */
export function renderMergePlan({ members, tests, leftOut }: MergePlan, { paint, branch, base }: PlanStyle): string {
  const width = Math.max(0, ...[...members, ...leftOut].map(({ task }) => task.length))
  const lines = [
    `${branch} on ${base}`,
    ...members.map((member, at) => memberLine(member, { width, isLast: at === members.length - 1, paint })),
    ...(members.length === 0 ? ['  there is nothing to merge'] : ['  tested by', ...testLines(tests, members.length)]),
    ...(leftOut.length === 0 ? [] : [`  ${paint('yellow', 'left out')}`]),
    ...leftOut.map(({ task, commit, why }) => `    ${task.padEnd(width)}  ${short(commit)}  ${why}`),
  ]
  return lines.map(line => `${line.trimEnd()}\n`).join('')
}

interface LineStyle {
  readonly width: number
  readonly isLast: boolean
  readonly paint: Paint
}

function memberLine({ task, commit, after, isTested, isBranchGone }: PlannedMember, { width, isLast, paint }: LineStyle): string {
  const facts = [
    isTested ? 'tested already' : '',
    after.length === 0 ? '' : `after ${after.join(', ')}`,
    isBranchGone ? 'its branch was deleted, its proven commit counts' : '',
  ].filter(Boolean)
  return `${isLast ? '└── ' : '├── '}${task.padEnd(width)}  ${short(commit)}  ${paint('dim', facts.join(', '))}`
}

function testLines(tests: MergePlan['tests'], members: number): readonly string[] {
  if (tests.length === 0) return ['    nothing: no task in it has a command']
  return tests.map(({ command, tasks }) => {
    const whose = tasks.length === 0 || tasks.length === members ? '' : `   # of ${tasks.join(', ')}`
    return `    ${command}${whose}`
  })
}

function short(commit: string | null): string {
  return commit === null ? '-'.padEnd(8) : commit.slice(0, 8)
}

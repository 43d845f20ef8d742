import type { FleetPlan, PlannedTask, Unsure } from '../../core/plan/fleet-plan.ts'
import { type PlanGraph, planGraph } from '../../core/plan/plan-graph.ts'
import { counted } from '../../core/text/counted.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import type { CliIo } from '../io.ts'
import { makePaint } from './paint.ts'
import { renderTable } from './table.ts'

/** What planning with an agent used. A field is null if the program does not report it. */
export interface PlanningUse {
  readonly agent: string
  readonly rounds: number
  readonly tokens: number | null
  readonly usd: number | null
  readonly seconds: number
}

export interface PlanReport {
  readonly plan: FleetPlan
  readonly file: string
  readonly written: readonly string[]
  readonly use: PlanningUse | null
  readonly warnings: readonly string[]
}

/** The plan for a person: the graph, who owns what, and what is unsure. */
export function renderPlan({ plan, file, written, use, warnings }: PlanReport, io: CliIo): string {
  const { tasks, setup, unsure } = plan
  const graph = planGraph(tasks)
  const paint = makePaint(io.stdout, io.env)
  const table = renderTable<PlannedTask>(
    [
      {
        title: 'TASK',
        cell: ({ id }) => id,
        colour: ({ id }) => (graph.criticalPath.includes(id) && graph.criticalPath.length > 1 ? 'bold' : 'plain'),
      },
      { title: 'AS', cell: ({ as, role }) => (as === 'bonus' ? 'bonus' : (role ?? '')) },
      { title: 'AFTER', cell: ({ dependsOn }) => dependsOn.join(' '), mayShrink: true },
      { title: 'OWNS', cell: ({ owns }) => owns.join(' ') || '(any free file)', mayShrink: true },
      {
        title: 'PROVEN BY',
        cell: ({ accept }) => accept.join('; ') || '?',
        colour: ({ accept }) => (accept.length === 0 ? 'yellow' : 'plain'),
        mayShrink: true,
      },
    ],
    tasks,
    { width: io.stdout.size()?.columns ?? null, paint },
  )
  return [
    paint('bold', `${counted(tasks.length, 'task')}, at most ${graph.width} at the same time`),
    `\n${pathLine(graph)}\n\n${table}`,
    ...(setup.length === 0 ? [] : [`\neach worktree is prepared by: ${setup.join('; ')}\n`]),
    ...(unsure.length === 0 ? [] : [`\n${paint('yellow', 'unsure of')}\n`, ...unsure.map(one => `  ${unsureLine(one)}\n`)]),
    ...(use === null ? [] : [`\n${useLine(use)}\n`]),
    ...warnings.map(warning => `${paint('yellow', 'warning:')} ${warning}\n`),
    written.length === 0 ? '' : `\nwrote ${file} and ${counted(tasks.length, 'file')} in tasks/\n  next: czar launch ${shellWord(file)}\n`,
  ].join('')
}

function pathLine({ criticalPath }: PlanGraph): string {
  if (criticalPath.length < 2) return 'no task waits for another'
  return `critical path (${criticalPath.length} of them, one after the other): ${criticalPath.join(' → ')}`
}

function unsureLine({ task, line, text }: Unsure): string {
  const where = [task, line === null ? null : `line ${line}`].filter(part => part !== null).join(', ')
  return where === '' ? text : `${where}: ${text}`
}

function useLine({ agent, rounds, tokens, usd, seconds }: PlanningUse): string {
  const spent = [tokens === null ? [] : `${tokens} tokens`, usd === null ? [] : `$${usd.toFixed(2)}`].flat()
  return `planned by ${agent} in ${counted(rounds, 'round')}, ${seconds} s${spent.length === 0 ? '' : `, ${spent.join(', ')}`}`
}

/** The plan as one JSON object, version 1. */
export function planJson({ plan, file, written, use, warnings }: PlanReport): string {
  const { width, criticalPath, levels } = planGraph(plan.tasks)
  return `${JSON.stringify({ version: 1, file, written, tasks: plan.tasks, setup: plan.setup, width, criticalPath, levels, unsure: plan.unsure, use, warnings })}\n`
}

import { stringify } from 'yaml'
import type { FleetPlan, PlannedTask } from '../core/plan/fleet-plan.ts'
import { plainText } from '../core/text/plain-text.ts'

export interface PlanHead {
  readonly project: string
  /** The repository as it is written in the file: a path relative to the file. */
  readonly repo: string
  readonly base: string
  /** The name of an agent profile. */
  readonly agent: string
  /** The path of project.schema.json, relative to the file. */
  readonly schema: string
  /** What the plan was made from, for the first lines of the file. */
  readonly madeFrom: string
}

/** The path of a task's text, relative to the project file. */
export function taskFileOf(id: string): string {
  return `tasks/${id}.md`
}

/** The text of a project file for a plan. A comment says what the plan leaves open. */
export function planYaml({ tasks, setup, unsure }: FleetPlan, head: PlanHead): string {
  const isWorker = (id: string) => tasks.some(task => task.id === id && task.as === 'worker')
  const list = (as: PlannedTask['as']) => tasks.filter(task => task.as === as).map(task => itemYaml(task, { setup, unsure }, isWorker))
  const [workers, bonus] = [list('worker'), list('bonus')]
  return [
    `# yaml-language-server: $schema=${head.schema}`,
    `# ${oneLine(`Written by czar plan from ${head.madeFrom}.`)}`,
    '# Check it:  czar validate FILE      Every key and default:  czar config --defaults',
    ...unsure.filter(({ task }) => task === null).map(one => `# unsure: ${oneLine(one.text)}`),
    '',
    `project: ${flow(head.project)}`,
    `repo: ${flow(head.repo)}`,
    `base: ${flow(head.base)}`,
    `agent: ${flow(head.agent)}`,
    '',
    'workers:',
    workers.join('\n'),
    ...(bonus.length === 0 ? [] : ['# Tasks that change the files of earlier ones. A free worker takes them.', 'bonus:', bonus.join('\n')]),
  ].join('\n')
}

function itemYaml(
  { id, title, dependsOn, owns, accept, role, as }: PlannedTask,
  { setup, unsure }: Pick<FleetPlan, 'setup' | 'unsure'>,
  isWorker: (id: string) => boolean,
): string {
  const isBonus = as === 'bonus'
  const preferred = isBonus ? dependsOn.filter(isWorker) : []
  const lines = [
    `  # ${oneLine(title)}`,
    ...unsure.filter(({ task }) => task === id).map(one => `  # unsure: ${oneLine(one.text)}`),
    `  - id: ${flow(id)}`,
    // A bonus task has no role of its own. The worker that did the work before is the best one for it.
    ...(role === null || isBonus ? [] : [`    role: ${flow(role)}`]),
    ...(preferred.length === 0 ? [] : [`    prefers: { workers: ${flow(preferred)} }`]),
    ...(dependsOn.length === 0 ? [] : [`    ${isBonus ? 'after' : 'depends_on'}: ${flow(dependsOn)}`]),
    ...(owns.length === 0 ? ['    # owns: ["src/**"]'] : [`    owns: ${flow(owns)}`]),
    ...(accept.length === 0 ? ['    # accept: ["npm test"]'] : ['    accept:', ...accept.map(command => `      - ${flow(command)}`)]),
    // A bonus task is done in the worktree of a worker, which is prepared already.
    ...(setup.length === 0 || isBonus ? [] : [`    setup: ${flow(setup)}`]),
    `    task: ${taskFileOf(id)}`,
  ]
  return `${lines.join('\n')}\n`
}

function flow(value: string | readonly string[]): string {
  return stringify(value, {
    lineWidth: 0,
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    defaultStringType: typeof value === 'string' ? 'PLAIN' : 'QUOTE_DOUBLE',
  }).trim()
}

function oneLine(text: string): string {
  return plainText(text, 300)
}

import { type Command, InvalidArgumentError } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import type { QueueAddOptions } from '../../queue/add-task.ts'

export interface QueueListOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly json: boolean
}

export interface QueueDropOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly task: string
}

interface Runs {
  readonly list: (options: QueueListOptions) => Promise<void>
  readonly add: (options: QueueAddOptions) => Promise<void>
  readonly drop: (options: QueueDropOptions) => Promise<void>
}

/** `czar queue`: lists, adds and drops bonus tasks. The running czar records every task that is added or dropped. */
export function registerQueue(program: Command, io: CliIo, runs: Runs = { list: runList, add: runAdd, drop: runDrop }): void {
  const queue = addVerb(program, 'queue', {
    group: 'Steer:',
    summary: 'list, add or drop bonus tasks',
    description: 'List, add or drop bonus tasks, also while the fleet works. Without a subcommand, the command lists them.',
    examples: [
      'czar queue                                    the tasks that wait, and who has which',
      'czar queue add tasks/bench.md --after api',
      'czar queue drop bench',
    ],
  })
  registerList(queue, io, runs)
  registerAdd(queue, io, runs)
  registerDrop(queue, io, runs)
}

function registerList(queue: Command, io: CliIo, { list }: Runs): void {
  withProject(queue.command('list', { isDefault: true }))
    .summary('list all bonus tasks')
    .description('List every bonus task: its state, who has it, who had it before, what it waits for. Works without a czar too.')
    .addHelpText('after', '\nExample:\n  czar queue list --json | jq -r .queue[].id')
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => list({ io, project: flags.project, json: flags.json }))
}

function registerAdd(queue: Command, io: CliIo, { add }: Runs): void {
  withProject(queue.command('add <file>'))
    .summary('add a task to the queue')
    .description('Add a task to the queue from a file, or from standard input (-). It is checked like a bonus task of the project file.')
    .showHelpAfterError('  next: czar queue add --help')
    .addHelpText('after', '\nExample:\n  czar queue add tasks/bench.md --after api --owns "bench/**" --accept "npm run bench"')
    .option('--id <id>', "the task's name; default: the name of the file, or the next free task-1, task-2 …")
    .option('--after <tasks>', 'workers and bonus tasks that must be verified first, separated by commas', splitNames, [])
    .option('--owns <globs...>', 'the paths that the task may change', [])
    .option('--accept <commands...>', 'shell commands that prove the work', [])
    .option('--prefers-workers <workers>', 'preferred workers, separated by commas', splitNames, [])
    .option('--prefers-roles <roles>', 'preferred roles, separated by commas', splitNames, [])
    .option('--priority <number>', 'tasks with a higher number go first', parsePriority, 0)
    .action((file, flags) => add({ io, file, id: undefined, ...flags }))
}

function registerDrop(queue: Command, io: CliIo, { drop }: Runs): void {
  withProject(queue.command('drop <task>'))
    .summary('remove a task from the queue')
    .description('Remove a task from the queue, also a failed one. Its worker is told to stop; the commits stay on the branch.')
    .showHelpAfterError('  next: czar queue drop --help')
    .addHelpText('after', '\nExample:\n  czar queue drop bench')
    .action((task, flags) => drop({ io, project: flags.project, task }))
}

function splitNames(text: string, before: readonly string[]): readonly string[] {
  return [...before, ...text.split(',').map(name => name.trim())].filter(name => name !== '')
}

function parsePriority(text: string): number {
  if (/^-?\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('it must be a whole number: -1000 to 1000')
}

async function runList({ io, project, json }: QueueListOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { lookAtFleet } = await import('../../client/look-at-fleet.ts')
  const { queueJson, renderQueue } = await import('../../output/queue.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const { view, czar } = await lookAtFleet(await chooseProject(project, io))
  const style = {
    now: czar === 'absent' ? null : io.now(),
    width: io.stdout.size()?.columns ?? null,
    paint: makePaint(io.stdout, io.env),
  }
  io.stdout.write(json ? queueJson(view) : renderQueue(view, style))
}

async function runAdd(options: QueueAddOptions): Promise<void> {
  const { addTask } = await import('../../queue/add-task.ts')
  return addTask(options)
}

async function runDrop({ io, project, task }: QueueDropOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await sendCommand(client, { verb: 'queue drop', task })}\n`)
}

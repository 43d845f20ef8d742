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

/** `czar queue`: the bonus tasks; the czar journals every task added or dropped while it runs. */
export function registerQueue(program: Command, io: CliIo, runs: Runs = { list: runList, add: runAdd, drop: runDrop }): void {
  const queue = addVerb(program, 'queue', {
    group: 'Steer:',
    summary: 'the bonus tasks: list, add, drop',
    description: 'The bonus tasks: list them, or add and drop some while the fleet works. Without more words it lists them.',
    examples: [
      'czar queue                                    what waits, and who has what',
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
    .summary('every bonus task: its state, who has or had it, what it waits for')
    .description('Every bonus task: its state, who has it, who had it before, what it waits for. Also while no czar runs.')
    .addHelpText('after', '\nExample:\n  czar queue list --json | jq -r .queue[].id')
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => list({ io, project: flags.project, json: flags.json }))
}

function registerAdd(queue: Command, io: CliIo, { add }: Runs): void {
  withProject(queue.command('add <file>'))
    .summary('put a task into the queue')
    .description(
      'Put a task into the queue: a file that is read whole, or - for standard input. Checked as a bonus task of the project file is.',
    )
    .showHelpAfterError('  next: czar queue add --help')
    .addHelpText('after', '\nExample:\n  czar queue add tasks/bench.md --after api --owns "bench/**" --accept "npm run bench"')
    .option('--id <id>', "its name; default: the file's, else the next free task-1, task-2 …")
    .option('--after <tasks>', 'workers and bonus tasks that must be verified first, with commas between them', splitNames, [])
    .option('--owns <globs...>', 'its territory', [])
    .option('--accept <commands...>', 'shell commands that prove the work', [])
    .option('--prefers-workers <workers>', 'workers that get it before others, with commas between them', splitNames, [])
    .option('--prefers-roles <roles>', 'roles that get it before others, with commas between them', splitNames, [])
    .option('--priority <number>', 'higher first', parsePriority, 0)
    .action((file, flags) => add({ io, file, id: undefined, ...flags }))
}

function registerDrop(queue: Command, io: CliIo, { drop }: Runs): void {
  withProject(queue.command('drop <task>'))
    .summary('take a task out of the queue')
    .description(
      'Take a task out of the queue, also one that failed. Whoever works on it is told to stop; what was done stays on the branch.',
    )
    .showHelpAfterError('  next: czar queue drop --help')
    .addHelpText('after', '\nExample:\n  czar queue drop bench')
    .action((task, flags) => drop({ io, project: flags.project, task }))
}

function splitNames(text: string, before: readonly string[]): readonly string[] {
  return [...before, ...text.split(',').map(name => name.trim())].filter(name => name !== '')
}

function parsePriority(text: string): number {
  if (/^-?\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('it is a whole number: -1000 to 1000')
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
  const { command, openClient } = await import('../../client/open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await command(client, { verb: 'queue drop', task })}\n`)
}

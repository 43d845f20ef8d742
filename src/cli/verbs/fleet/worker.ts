import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import type { WorkerAddOptions } from '../../spawn/add-worker.ts'

export interface WorkerRemoveOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
}

interface WorkerRuns {
  readonly add: (options: WorkerAddOptions) => Promise<void>
  readonly remove: (options: WorkerRemoveOptions) => Promise<void>
}

/** `czar worker`: adds a worker to the running fleet, or takes one out of it. */
export function registerWorker(program: Command, io: CliIo, { add, remove }: WorkerRuns = { add: runAdd, remove: runRemove }): void {
  const worker = addVerb(program, 'worker', {
    group: 'Steer:',
    summary: 'add a worker to the running fleet, or remove one',
    description: 'Add a worker to the running fleet, or remove one. The project file stays as it is; czar reload loads a changed file.',
    examples: ['czar worker add docs --task tasks/docs.md --owns "docs/**"', 'czar worker remove docs'],
  })
  withProject(worker.command('add <id>'))
    .summary('add a worker to the running fleet')
    .description(
      'Add a worker to the running fleet. It is checked like a worker of the project file, and it stays in the fleet after a new launch.',
    )
    .showHelpAfterError('  next: czar worker add --help')
    .addHelpText('after', '\nExample:\n  czar worker add docs --task tasks/docs.md --owns "docs/**" --accept "npm run docs"')
    .requiredOption('--task <file>', 'the file with the whole task; - reads standard input')
    .option('--owns <globs...>', 'the paths that it may change')
    .option('--accept <commands...>', 'shell commands that prove its work')
    .option('--depends-on <workers...>', 'workers that must be verified before it begins')
    .option('--agent <profile>', 'an agent profile that the fleet uses already; default: that of the first worker')
    .option('--model <model>', 'its model')
    .option('--role <role>', 'its role: a text in prompts/roles')
    .option('--branch <branch>', 'its feature branch; default feat/<id>')
    .action((id, flags) => add({ io, id, ...flags }))
  withProject(worker.command('remove <worker>'))
    .summary('take a worker out of the running fleet')
    .description(
      'Take a worker out of the running fleet. Its agent ends, its task is dropped unless it is verified, and its work stays on its branch.',
    )
    .showHelpAfterError('  next: czar worker remove --help')
    .addHelpText('after', '\nExample:\n  czar worker remove docs')
    .action((id, flags) => remove({ io, project: flags.project, worker: id }))
}

async function runAdd(options: WorkerAddOptions): Promise<void> {
  const { addWorkerTo } = await import('../../spawn/add-worker.ts')
  return addWorkerTo(options)
}

async function runRemove({ io, project, worker }: WorkerRemoveOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await sendCommand(client, { verb: 'worker remove', worker })}\n`)
}

import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface AssignOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
  readonly task: string
}

/** `czar assign`: reserves a waiting bonus task for one worker. */
export function registerAssign(program: Command, io: CliIo, run: (options: AssignOptions) => Promise<void> = runAssign): void {
  withProject(
    addVerb(program, 'assign <worker> <task>', {
      group: 'Steer:',
      summary: 'give a waiting bonus task to one worker',
      description:
        'Give a waiting bonus task to one worker: at once if the worker is free, otherwise as its next task. No other worker gets the task.',
      examples: ['czar assign api api_bench'],
    }),
  ).action((worker, task, flags) => run({ io, project: flags.project, worker, task }))
}

async function runAssign({ io, project, worker, task }: AssignOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await sendCommand(client, { verb: 'assign', worker, task })}\n`)
}

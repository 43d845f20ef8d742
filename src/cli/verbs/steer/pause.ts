import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface PauseOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
}

/** `czar pause`: stops the czar from acting on a worker, or on all, until `czar resume`. */
export function registerPause(program: Command, io: CliIo, run: (options: PauseOptions) => Promise<void> = runPause): void {
  withProject(
    addVerb(program, 'pause <worker>', {
      group: 'Steer:',
      summary: 'stop the czar from acting on a worker, or on all',
      description:
        'Stop the czar from acting on a worker, or on all: the czar pastes nothing, gives out no task and restarts nothing. The agent continues by itself, and the czar watches it.',
      examples: ['czar pause api      work in its pane yourself', 'czar pause all'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker }))
}

async function runPause({ io, project, worker }: PauseOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await sendCommand(client, { verb: 'pause', worker })}\n`)
}

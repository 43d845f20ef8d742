import type { Command } from 'commander'
import { addVerb, withProject } from '../add-verb.ts'
import type { CliIo } from '../io.ts'

export interface RestartOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
}

/** `czar restart`: brings back a worker that a person stopped or that crashed too often. */
export function registerRestart(program: Command, io: CliIo, run: (options: RestartOptions) => Promise<void> = runRestart): void {
  withProject(
    addVerb(program, 'restart <worker>', {
      group: 'Steer:',
      summary: 'bring back a worker that stopped or crashed',
      description: 'Bring back a worker that was stopped, or that crashed too often; its worktree and task are as they were.',
      examples: ['czar restart api      also counts its restarts from zero again'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker }))
}

async function runRestart({ io, project, worker }: RestartOptions): Promise<void> {
  const { chooseProject } = await import('../project-place.ts')
  const { command, openClient } = await import('../open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await command(client, { verb: 'restart', worker })}\n`)
}

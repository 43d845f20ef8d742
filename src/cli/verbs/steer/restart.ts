import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface RestartOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
}

/** `czar restart`: gives a worker a fresh agent, even a worker that was stopped or that crashed too often. */
export function registerRestart(program: Command, io: CliIo, run: (options: RestartOptions) => Promise<void> = runRestart): void {
  withProject(
    addVerb(program, 'restart <worker>', {
      group: 'Steer:',
      summary: 'give a worker a fresh agent',
      description:
        "End a worker's agent, if there is one, and start a fresh one. The worker keeps its worktree and task; its restarts are counted from zero again.",
      examples: ['czar restart api      it hangs, it was stopped, or it crashed too often'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker }))
}

async function runRestart({ io, project, worker }: RestartOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await sendCommand(client, { verb: 'restart', worker })}\n`)
}

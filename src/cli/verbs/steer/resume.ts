import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface ResumeOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
}

/** `czar resume`: lets the czar act again on a paused worker, or on all. */
export function registerResume(program: Command, io: CliIo, run: (options: ResumeOptions) => Promise<void> = runResume): void {
  withProject(
    addVerb(program, 'resume <worker>', {
      group: 'Steer:',
      summary: 'let the czar act on a paused worker again, or on all',
      description:
        'Let the czar act on a paused worker again, or on all. The czar pastes waiting texts at once, and counts the silence of a worker from now.',
      examples: ['czar resume api', 'czar resume all'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker }))
}

async function runResume({ io, project, worker }: ResumeOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await sendCommand(client, { verb: 'resume', worker })}\n`)
}

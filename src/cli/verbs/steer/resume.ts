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
      summary: 'go on with a paused worker, or with all',
      description:
        'Go on with a paused worker, or with all. Waiting texts are pasted at once; the waiting times for a silent worker begin anew.',
      examples: ['czar resume api', 'czar resume all'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker }))
}

async function runResume({ io, project, worker }: ResumeOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { command, openClient } = await import('../../client/open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await command(client, { verb: 'resume', worker })}\n`)
}

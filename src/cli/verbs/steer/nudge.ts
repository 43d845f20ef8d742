import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface NudgeOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
}

/** `czar nudge`: asks a worker how its task is going, in czar's own words. */
export function registerNudge(program: Command, io: CliIo, run: (options: NudgeOptions) => Promise<void> = runNudge): void {
  withProject(
    addVerb(program, 'nudge <worker>', {
      group: 'Steer:',
      summary: 'ask a worker how its task stands',
      description: "Ask a worker to report progress, done or blocked. This does not use up the czar's own questions.",
      examples: ['czar nudge api', 'czar nudge api && czar log --worker api --follow     see what it reports'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker }))
}

async function runNudge({ io, project, worker }: NudgeOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await sendCommand(client, { verb: 'nudge', worker })}\n`)
}

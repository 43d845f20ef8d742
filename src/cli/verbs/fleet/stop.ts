import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface StopOptions {
  readonly io: CliIo
  readonly project: string | undefined
  /** The worker to stop. It is null for the whole fleet and the czar. */
  readonly worker: string | null
}

/** `czar stop`: ends one worker's agent, or the whole fleet and its czar. Worktrees and branches stay. */
export function registerStop(program: Command, io: CliIo, run: (options: StopOptions) => Promise<void> = runStop): void {
  withProject(
    addVerb(program, 'stop [worker]', {
      group: 'Steer:',
      summary: 'end a worker, or the fleet and its czar',
      description: 'End one worker, or without a name the whole fleet and its czar. Waits until that is done. Deletes no work.',
      examples: ['czar stop api       end one worker', 'czar stop           end the fleet and the czar'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker: worker ?? null }))
}

async function runStop({ io, project, worker }: StopOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const place = await chooseProject(project, io)
  if (worker === null) {
    const { stopFleet } = await import('../../client/stop-fleet.ts')
    return stopFleet(place, io)
  }
  const { stopAndWait } = await import('../../client/stop-and-wait.ts')
  await stopAndWait(place, worker, text => io.stdout.write(`${text}\n`))
}

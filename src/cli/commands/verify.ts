import type { Command } from 'commander'
import { addVerb, withProject } from '../add-verb.ts'
import type { CliIo } from '../io.ts'

export interface VerifyOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
}

/** `czar verify`: has a worker's work checked now, whether or not the worker claims to be done. */
export function registerVerify(program: Command, io: CliIo, run: (options: VerifyOptions) => Promise<void> = runVerify): void {
  withProject(
    addVerb(program, 'verify <worker>', {
      group: 'Steer:',
      summary: "check a worker's work now",
      description: "Check a worker's work now: the free checks, then the accept commands in a fresh worktree.",
      examples: ['czar verify api', 'czar verify api && czar log --worker api --follow     see how the check goes'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker }))
}

async function runVerify({ io, project, worker }: VerifyOptions): Promise<void> {
  const { chooseProject } = await import('../project-place.ts')
  const { command, openClient } = await import('../open-client.ts')
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await command(client, { verb: 'verify', worker })}\n`)
}

import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface VerifyOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
  readonly wait: boolean
}

/** `czar verify`: has a worker's work checked now, even if the worker has not claimed it. */
export function registerVerify(program: Command, io: CliIo, run: (options: VerifyOptions) => Promise<void> = runVerify): void {
  withProject(
    addVerb(program, 'verify <worker>', {
      group: 'Steer:',
      summary: "check a worker's work now",
      description:
        "Check a worker's work now: the checks of git and files, then the accept commands in a fresh worktree. Verified work is checked again.",
      examples: ['czar verify api', 'czar verify api --wait     and print the verdict, flaky commands and flags'],
    }),
  )
    .option('-w, --wait', 'wait for the verdict; exit 1 unless it is verified', false)
    .action((worker, flags) => run({ io, project: flags.project, worker, wait: flags.wait }))
}

async function runVerify({ io, project, worker, wait }: VerifyOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const place = await chooseProject(project, io)
  if (wait) {
    const { verifyAndWait } = await import('../../client/verify-and-wait.ts')
    return verifyAndWait(place, worker, io)
  }
  const client = openClient(place)
  io.stdout.write(`${await sendCommand(client, { verb: 'verify', worker })}\n`)
}

import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface ReviewOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly task: string
  readonly accept: boolean
  /** What the person wants the author to change. It is undefined if the flag is not given. `-` stands for standard input. */
  readonly sendBack: string | undefined
}

/** `czar review`: a person accepts or sends back proven work that a review keeps from being merged. */
export function registerReview(program: Command, io: CliIo, run: (options: ReviewOptions) => Promise<void> = runReview): void {
  withProject(
    addVerb(program, 'review <task>', {
      group: 'Steer:',
      summary: 'accept work that a review keeps back, or send it back',
      description:
        'Decide about proven work whose author left a fault that a review found: accept it as it is, or send it back to its author once more.',
      examples: ['czar review api --accept', 'czar review api --send-back "an empty list must give 0"'],
    }),
  )
    .option('--accept', 'accept the work as it is', false)
    .option('--send-back <text>', 'the author gets it back, with the finding and these words; - reads standard input')
    .action((task, flags) => run({ io, project: flags.project, task, accept: flags.accept, sendBack: flags.sendBack }))
}

async function runReview({ io, project, task, accept, sendBack }: ReviewOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const { UsageError } = await import('../../../core/model/errors.ts')
  const { readText } = await import('../../read-input.ts')
  if (accept === (sendBack !== undefined))
    throw new UsageError('say one of the two: --accept or --send-back "…"', { hint: 'czar review --help' })
  const words = sendBack === undefined ? '' : (await readText(sendBack, io)).trim()
  const text = words === '' ? null : words
  const client = openClient(await chooseProject(project, io))
  const decision = accept ? 'accept' : 'send back'
  io.stdout.write(`${await sendCommand(client, { verb: 'review', task, decision, text })}\n`)
}

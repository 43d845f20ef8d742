import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import { readText } from '../../read-input.ts'

export interface AnswerOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
  readonly text: string
}

/** `czar answer`: a person's answer to a worker's question. */
export function registerAnswer(program: Command, io: CliIo, run: (options: AnswerOptions) => Promise<void> = runAnswer): void {
  withProject(
    addVerb(program, 'answer <worker> <text...>', {
      group: 'Steer:',
      summary: 'answer what a worker asks: its question, or a permission',
      description:
        "Answer a worker's open question, or say yes or no to a permission request of its agent. Refused if the worker asks nothing.",
      examples: ['czar answer api "yes, keep the old endpoint"', 'czar answer api yes      to a permission', 'czar answer api no'],
    }),
  ).action((worker, words, flags) => run({ io, project: flags.project, worker, text: words.join(' ') }))
}

async function runAnswer({ io, project, worker, text }: AnswerOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const { UsageError } = await import('../../../core/model/errors.ts')
  const words = await readText(text, io)
  if (words.trim() === '') throw new UsageError('that is not an answer: the text is empty', { hint: `czar answer ${worker} "…"` })
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await sendCommand(client, { verb: 'answer', worker, text: words })}\n`)
}

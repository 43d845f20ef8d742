import type { Command } from 'commander'
import { addVerb, withProject } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import { readText } from '../../read-input.ts'

export interface TellOptions {
  readonly io: CliIo
  readonly project: string | undefined
  readonly worker: string
  readonly text: string
}

/** `czar tell`: types a person's words into an agent's input. As with every message, czar then checks that the agent took them. */
export function registerTell(program: Command, io: CliIo, run: (options: TellOptions) => Promise<void> = runTell): void {
  withProject(
    addVerb(program, 'tell <worker> <text...>', {
      group: 'Steer:',
      summary: 'say something to a worker, or to all',
      description:
        'Say something to one worker, or to all. The czar pastes the text when the agent is ready; `czar log` shows the receipt.',
      examples: [
        'czar tell api "keep the old endpoint as well"',
        'czar tell all "the base branch is frozen until noon"',
        'git diff main | czar tell api -      the text from standard input',
      ],
    }),
  ).action((worker, words, flags) => run({ io, project: flags.project, worker, text: words.join(' ') }))
}

async function runTell({ io, project, worker, text }: TellOptions): Promise<void> {
  const { chooseProject } = await import('../../project/project-place.ts')
  const { openClient, sendCommand } = await import('../../client/open-client.ts')
  const { UsageError } = await import('../../../core/model/errors.ts')
  const words = await readText(text, io)
  if (words.trim() === '') throw new UsageError('there is nothing to tell: the text is empty', { hint: `czar tell ${worker} "…"` })
  const client = openClient(await chooseProject(project, io))
  io.stdout.write(`${await sendCommand(client, { verb: 'tell', worker, text: words })}\n`)
}

import type { Command } from 'commander'
import { UsageError } from '../../../core/model/errors.ts'
import { addVerb } from '../../add-verb.ts'
import { listTopics, TOPICS } from '../../help/topics.ts'
import type { CliIo } from '../../io.ts'

/** `czar help`: explains a command or a topic. */
export function registerHelp(program: Command, io: CliIo): void {
  addVerb(program, 'help [topic...]', {
    group: 'Set up:',
    summary: 'explain a command or a topic',
    description:
      'Explain a command, or show a page of the documentation. `czar help topics` lists the pages. On a terminal, a page opens in $PAGER.',
    examples: ['czar help status', 'czar help topics', 'czar help project-file'],
  }).action(words => runHelp(program, io, words))
}

async function runHelp(program: Command, io: CliIo, words: readonly string[]): Promise<void> {
  if (words.length === 0) return program.outputHelp()
  const command = findCommand(program, words)
  if (command !== null) return command.outputHelp()
  const [name, ...more] = words
  if (name === 'topics' && more.length === 0) return io.stdout.write(listTopics())
  const topic = TOPICS.find(known => known.name === name && more.length === 0)
  if (topic === undefined) throw new UsageError(`there is no command and no topic "${words.join(' ')}"`, { hint: 'czar help topics' })
  const { showTopic } = await import('../../help/show-topic.ts')
  showTopic(topic, io)
}

function findCommand(parent: Command, [name, ...rest]: readonly string[]): Command | null {
  if (name === undefined) return parent
  const found = parent.commands.find(command => command.name() === name)
  return found === undefined ? null : findCommand(found, rest)
}

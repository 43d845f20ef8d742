import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

export interface InboxOptions {
  readonly io: CliIo
  /** The id of the message to show, or `last` for the newest one. It is null for the list of all messages. */
  readonly message: string | null
  readonly json: boolean
}

/** `czar inbox`: shows a worker the messages that czar pasted to it, and the messages from other workers. */
export function registerInbox(program: Command, io: CliIo, run: (options: InboxOptions) => Promise<void> = runInbox): void {
  addVerb(program, 'inbox [message]', {
    group: 'As a worker:',
    summary: 'show the texts that were pasted to you, and the messages of other workers',
    description:
      "List the texts that were pasted to you and show what other workers said, or print one whole message. Messages of others that the command shows count as read. Works only in a worker's pane.",
    examples: [
      'czar inbox           the list, and unread messages of others',
      'czar inbox m1        your whole first brief, exactly as it was sent',
      'czar inbox last      the newest text that was pasted to you',
      'czar inbox s3        what another worker said, quoted',
    ],
  })
    .option('--json', 'one JSON object, version 1, with the texts', false)
    .action((message, flags) => run({ io, message: message ?? null, json: flags.json }))
}

async function runInbox({ io, message, json }: InboxOptions): Promise<void> {
  const { readInbox } = await import('../../../adapters/status/reports/inbox.ts')
  const { paneOf } = await import('./pane.ts')
  const { markedLetters, markRead } = await import('./mark-letters.ts')
  const { pickMessages, renderInbox, renderInboxMessage } = await import('../../output/inbox.ts')
  const { letterView, pickLetter, renderLetter, renderLetters, SHOWN_LETTERS } = await import('../../output/letters.ts')
  const pane = paneOf(io)
  const letters = markedLetters(pane)
  const letter = message === null ? null : pickLetter(letters, message)
  const isList = message === null
  const messages = letter === null ? pickMessages(readInbox(pane.projectDir, pane.worker), message) : []
  const unread = letters.filter(({ isRead }) => !isRead).slice(0, SHOWN_LETTERS)
  if (json) {
    const said = letter === null ? (isList ? letters : []) : [letter]
    io.stdout.write(`${JSON.stringify({ version: 1, worker: pane.worker, messages, said: said.map(letterView) })}\n`)
  } else if (letter !== null) io.stdout.write(renderLetter(letter))
  else if (isList) io.stdout.write(`${renderInbox(messages, io)}${renderLetters(letters, unread)}`)
  else io.stdout.write(messages.map(found => renderInboxMessage(found, io)).join(''))
  // Reading one message by its id does not mark the earlier messages as read.
  if (isList) markRead(pane, { letters: json ? letters : unread, now: io.now() })
}

import type { Command } from 'commander'
import { addVerb } from '../add-verb.ts'
import type { CliIo } from '../io.ts'

export interface InboxOptions {
  readonly io: CliIo
  /** A message's id, `last`, or null for the list. */
  readonly message: string | null
  readonly json: boolean
}

/** `czar inbox`: what was pasted to a worker, to be read again when it is no longer in its context. */
export function registerInbox(program: Command, io: CliIo, run: (options: InboxOptions) => Promise<void> = runInbox): void {
  addVerb(program, 'inbox [message]', {
    group: 'As a worker:',
    summary: 'read again what was pasted to you',
    description: "List what was pasted to you, or print one message whole, exactly as it was sent. In a worker's pane only.",
    examples: ['czar inbox           the list', 'czar inbox m1        your first brief, whole', 'czar inbox last      the newest message'],
  })
    .option('--json', 'one JSON object, version 1, with the texts', false)
    .action((message, flags) => run({ io, message: message ?? null, json: flags.json }))
}

async function runInbox({ io, message, json }: InboxOptions): Promise<void> {
  const { readInbox } = await import('../../adapters/status/inbox.ts')
  const { paneOf } = await import('../pane.ts')
  const { pickMessages, renderInbox, renderMessage } = await import('../output/inbox.ts')
  const { projectDir, worker } = paneOf(io)
  const messages = pickMessages(readInbox(projectDir, worker), message)
  if (json) io.stdout.write(`${JSON.stringify({ version: 1, worker, messages })}\n`)
  else io.stdout.write(message === null ? renderInbox(messages, io) : messages.map(found => renderMessage(found, io)).join(''))
}

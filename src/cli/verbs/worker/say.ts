import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import { readText } from '../../read-input.ts'

export interface SayOptions {
  readonly io: CliIo
  /** The id of the worker that gets the message, or `all`. */
  readonly to: string
  readonly text: string
}

/** `czar say`: a worker sends a message to another worker, through a file of the sender. It works even if no czar runs. */
export function registerSay(program: Command, io: CliIo, run: (options: SayOptions) => Promise<void> = runSay): void {
  addVerb(program, 'say <worker> <text...>', {
    group: 'As a worker:',
    summary: 'leave a message for another worker, or for all',
    description:
      "Leave a message for another worker, or for all others: at most 2,000 characters, 10 in 10 minutes. The message waits in the other worker's `czar inbox` and is never pasted; the agent there gets a notice. Works only in a worker's pane, also without a running czar.",
    examples: [
      'czar say models "Reading.city may be null in old files"',
      'czar say all "the fixture server is on port 8080"',
      'git show --stat | czar say api -      the text from standard input',
    ],
  }).action((to, words) => run({ io, to, text: words.join(' ') }))
}

async function runSay({ io, to, text }: SayOptions): Promise<void> {
  const { paneOf, warnBrokenFile } = await import('./pane.ts')
  const { checkReceiver, checkLetter } = await import('./check-letter.ts')
  const { appendReport } = await import('../../../adapters/status/reports/append-report.ts')
  const { projectDir, worker } = paneOf(io)
  const words = (await readText(text, io)).trim()
  checkReceiver(projectDir, { from: worker, to })
  checkLetter(projectDir, { from: worker, words, now: io.now() })
  const report = { at: io.now(), kind: 'say' as const, assignment: null, text: words, plan: [], done: null, total: null, to }
  const { setAside } = appendReport({ projectDir, worker, report })
  warnBrokenFile(io, setAside)
  io.stdout.write(`said; it waits for ${to === 'all' ? 'all others' : to} in czar inbox\n`)
}

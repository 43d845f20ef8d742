import type { Command } from 'commander'
import type { Report } from '../../../core/events/report.ts'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

type Parts = NonNullable<Report['handoff']>

export interface HandoffOptions extends Partial<Parts> {
  readonly io: CliIo
  readonly task: string | null
  /** The file with the note. `-` stands for standard input. */
  readonly file: string | null
}

type Run = (options: HandoffOptions) => Promise<void>

/** `czar handoff`: a worker writes down what the next agent on its task must know. It works even if no czar runs. */
export function registerHandoff(program: Command, io: CliIo, run: Run = runHandoff): void {
  addVerb(program, 'handoff', {
    group: 'As a worker:',
    summary: 'leave notes for the agent that takes over your task',
    description:
      "Leave notes for the agent that takes over your task: they go into its brief. Works only in a worker's pane, also without a running czar.",
    examples: [
      'czar handoff --task api.1 --done "retries in the client" --pending "the docs" --next "document the timeout"',
      'czar handoff --task api.1 --file /tmp/handoff.md',
    ],
  })
    .option('--task <id>', 'the assignment, as named in the brief')
    .option('--done <text>', 'what is finished and checked')
    .option('--pending <text>', 'what is left')
    .option('--decisions <text>', 'what was decided, and why')
    .option('--failing <text>', 'which command fails, and what was tried')
    .option('--next <text>', 'the very next step')
    .option('--file <file>', 'read all notes from a text with the headings Done, Pending, Decisions, Failing and Next; - is standard input')
    .action(flags => run({ io, task: null, file: null, ...flags }))
}

async function runHandoff({ io, task, file, ...flags }: HandoffOptions): Promise<void> {
  const { paneOf, warnBrokenFile } = await import('./pane.ts')
  const { UsageError } = await import('../../../core/model/errors.ts')
  const { appendReport } = await import('../../../adapters/status/reports/append-report.ts')
  const { keepHandoff } = await import('../../../adapters/status/reports/keep-handoff.ts')
  const { handoffText } = await import('../../../core/brief/left-text.ts')
  const { projectDir, worker } = paneOf(io)
  const handoff = { ...NOTHING, ...(file === null ? {} : await readParts(file, io)), ...flags }
  if (Object.values(handoff).every(part => part.trim() === ''))
    throw new UsageError('there is nothing to hand off: no part of it says anything', { hint: 'czar handoff --help' })
  const report = { at: io.now(), kind: 'handoff' as const, assignment: task, text: '', plan: [], done: null, total: null, handoff }
  const { report: kept, setAside } = appendReport({ projectDir, worker, report })
  warnBrokenFile(io, setAside)
  const path = keepHandoff(projectDir, { worker, report: kept.seq, text: `${handoffText(handoff)}\n` })
  io.stdout.write(`handoff reported (number ${kept.seq}), kept in ${path}\n`)
}

const NOTHING: Parts = { done: '', pending: '', decisions: '', failing: '', next: '' }

async function readParts(file: string, io: CliIo): Promise<Partial<Parts>> {
  const { readDetails } = await import('./read-details.ts')
  const { readHandoff } = await import('../../../core/brief/read-handoff.ts')
  return readHandoff(await readDetails(file, io))
}

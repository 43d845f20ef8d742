import { type Command, InvalidArgumentError } from 'commander'
import type { AppendedReport } from '../../../adapters/status/reports/append-report.ts'
import type { Report } from '../../../core/events/report.ts'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import { parseFactId } from '../../parse-fact-id.ts'
import { readText } from '../../read-input.ts'

export interface ReportOptions {
  readonly io: CliIo
  readonly kind: Report['kind']
  /** The words of the report. `-` stands for standard input. */
  readonly text: string
  readonly task: string | null
  readonly plan: readonly string[]
  readonly done: number | null
  readonly total: number | null
  /** A file with the longer text of a result, or with a review's findings. `-` stands for standard input, and null for no file. */
  readonly file: string | null
  /** With fact: the earlier fact that the text contradicts, or that is only wrong. */
  readonly contradicts?: number
  readonly forget?: number
  /** With fact: the earlier fact that is right. */
  readonly confirms?: number
  /** The command that shows that the work of an earlier stage is wrong. */
  readonly fails: string | null
}

type Run = (options: ReportOptions) => Promise<void>

/** `czar report`: a worker writes a report into its own file, which the czar reads. It works even if no czar runs. */
export function registerReport(program: Command, io: CliIo, run: Run = runReport): void {
  const report = addVerb(program, 'report', {
    group: 'As a worker:',
    summary: 'report to the czar: ack, progress, blocked, refuse, done, note, fact, review',
    description:
      "Report to the czar: ack, progress, blocked, refuse, done, note, fact or review. Works only in a worker's pane, also without a running czar.",
    examples: [
      'czar report ack --task api.1 "I will add retries to the client" --plan src/client.ts',
      'czar report progress --done 3 --total 7 "error mapping"',
      'czar report done --task api.1 "retries added, tests pass, all committed" --file /tmp/report.md',
    ],
  })
  for (const { kind, usage, summary, example, addFlags } of KINDS) {
    const command = report
      .command(`${kind} ${usage}`)
      .summary(summary)
      .description(`${summary} A text of - is read from standard input.`)
      .showHelpAfterError(`  next: czar report ${kind} --help`)
      .addHelpText('after', `\nExample:\n  ${example}`)
      .action((text, flags) => run({ io, kind, text: text ?? '', ...NOTHING, ...flags }))
    addFlags?.(command)
  }
  const summary = 'As a reviewer: report what you found in the work that you review.'
  report
    .command('review')
    .summary(summary)
    .description(`${summary} The file is JSON: config/findings.schema.json. { "findings": [] } says that you found nothing.`)
    .requiredOption('--file <file>', 'the findings; - is standard input')
    .option('--task <id>', 'the assignment, as named in the brief')
    .showHelpAfterError('  next: czar report review --help')
    .addHelpText('after', '\nExample:\n  czar report review --task review-1.1 --file findings.json')
    .action(flags => run({ io, kind: 'review', text: '', ...NOTHING, ...flags }))
}

interface Kind {
  readonly kind: Report['kind']
  readonly usage: string
  readonly summary: string
  readonly example: string
  readonly addFlags?: (command: Command) => Command
}

const KINDS: readonly Kind[] = [
  {
    kind: 'ack',
    usage: '<restatement>',
    summary: 'Restate your task in your own words before you begin.',
    example: 'czar report ack --task api.1 "I will add retries to the client" --plan src/client.ts tests/client.test.ts',
    addFlags: command =>
      command
        .requiredOption('--task <id>', 'the assignment, as named in the brief')
        .option('--plan <files...>', 'the files you expect to change; write this after the restatement', []),
  },
  {
    kind: 'progress',
    usage: '<now>',
    summary: 'Say what you are doing now.',
    example: 'czar report progress --done 3 --total 7 "error mapping"',
    addFlags: command =>
      command
        .option('--task <id>', 'the assignment')
        .option('--done <count>', 'number of finished steps', parseSteps)
        .option('--total <count>', 'number of all steps', parseSteps),
  },
  {
    kind: 'blocked',
    usage: '<question>',
    summary: 'Ask a question that you cannot answer yourself; go on with the rest.',
    example: 'czar report blocked --task api.1 "Is the old endpoint still needed?"',
    addFlags: command => command.requiredOption('--task <id>', 'the assignment'),
  },
  {
    kind: 'refuse',
    usage: '<reason>',
    summary: 'Give back a bonus task that does not suit you; another worker gets it. For your own task, a person is asked.',
    example: 'czar report refuse --task bench.1 "it needs a GPU, and there is none here"',
    addFlags: command => command.requiredOption('--task <id>', 'the assignment'),
  },
  {
    kind: 'done',
    usage: '<summary>',
    summary: 'Claim that the task is done and committed; the czar then runs the accept commands.',
    example: 'czar report done --task api.1 "retries added, 12 tests, all committed"',
    addFlags: command =>
      command
        .requiredOption('--task <id>', 'the assignment')
        .option('--file <file>', 'a longer report, at most 32,000 characters, kept as results/<task>.md; - is standard input')
        .option('--fails <command>', 'in a stage that may send work back: a command that fails because the earlier work is wrong'),
  },
  {
    kind: 'note',
    usage: '<text>',
    summary: 'Record a fact in the journal.',
    example: 'czar report note "the fixture server needs port 8080"',
    addFlags: command => command.option('--task <id>', 'the assignment'),
  },
  {
    kind: 'fact',
    usage: '[fact]',
    summary: 'State a fact about the repository that you ran into; once your task is proven, later briefs quote it.',
    example: 'czar report fact "tests of src/db need the emulator"',
    addFlags: command =>
      command
        .option('--task <id>', 'the assignment')
        .option('--contradicts <fact>', 'the fact of your brief that is wrong, such as f12; the text says what is true', parseFactId)
        .option('--forget <fact>', 'the fact of your brief that is wrong; without a text', parseFactId)
        .option('--confirms <fact>', 'the fact of your brief that you found to be right; without a text', parseFactId),
  },
]

const NOTHING = { task: null, plan: [], done: null, total: null, file: null, fails: null }

function parseSteps(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('it must be a number of steps: 0 to 9999')
}

async function runReport(options: ReportOptions): Promise<void> {
  const { io, kind, text, task, plan, done, total, file, fails } = options
  const { paneOf } = await import('./pane.ts')
  const { UsageError } = await import('../../../core/model/errors.ts')
  const { appendReport } = await import('../../../adapters/status/reports/append-report.ts')
  const { readDetails } = await import('./read-details.ts')
  const { MOST_COMMAND_CHARS } = await import('../../../core/events/report.ts')
  const { projectDir, worker } = paneOf(io)
  if (kind === 'review') return reportReview({ io, task, file: file ?? '' })
  if (kind === 'fact') return reportFact(options)
  if (text === '-' && file === '-')
    throw new UsageError('standard input is one text, and --file is another', { hint: 'czar report done --help' })
  const words = (await readText(text, io)).trim()
  if (words === '') throw new UsageError('there is nothing to report: the text is empty', { hint: `czar report ${kind} --help` })
  const details = file === null ? {} : { details: await readDetails(file, io) }
  if (fails !== null && (fails.trim() === '' || fails.length > MOST_COMMAND_CHARS))
    throw new UsageError(`--fails takes a shell command of 1 to ${MOST_COMMAND_CHARS} characters`, { hint: 'czar report done --help' })
  const shown = fails === null ? {} : { fails }
  const report = { at: io.now(), kind, assignment: task, text: words, plan: [...plan], done, total, ...details, ...shown }
  await keepReport(io, appendReport({ projectDir, worker, report }))
}

/** Stores a fact. It is checked first, because czar ignores a fact that is too long. */
async function reportFact({ io, text, task, contradicts, forget, confirms }: ReportOptions): Promise<void> {
  const { paneOf } = await import('./pane.ts')
  const { appendReport } = await import('../../../adapters/status/reports/append-report.ts')
  const { readFact } = await import('./read-fact.ts')
  const { projectDir, worker } = paneOf(io)
  const words = await readFact({ text, contradicts, forget, confirms }, io)
  const wrong = contradicts ?? forget
  const report = { at: io.now(), kind: 'fact' as const, assignment: task, text: words, plan: [], done: null, total: null }
  const other = { ...(wrong === undefined ? {} : { contradicts: wrong }), ...(confirms === undefined ? {} : { confirms }) }
  await keepReport(io, appendReport({ projectDir, worker, report: { ...report, ...other } }))
}

/** Stores a reviewer's findings. They are checked first, so that the reviewer learns at once what the czar would refuse. */
async function reportReview({ io, task, file }: Pick<ReportOptions, 'io' | 'task'> & { readonly file: string }): Promise<void> {
  const { paneOf } = await import('./pane.ts')
  const { appendReport } = await import('../../../adapters/status/reports/append-report.ts')
  const { readFindings } = await import('./read-findings.ts')
  const { projectDir, worker } = paneOf(io)
  const findings = await readFindings(file, io)
  const text = findings.length === 0 ? 'nothing found' : `${findings.length} found`
  const facts = { assignment: task, text, plan: [], done: null, total: null, findings: [...findings] }
  await keepReport(io, appendReport({ projectDir, worker, report: { at: io.now(), kind: 'review', ...facts } }))
}

async function keepReport(io: CliIo, { report: kept, setAside }: AppendedReport): Promise<void> {
  const { warnBrokenFile } = await import('./pane.ts')
  warnBrokenFile(io, setAside)
  io.stdout.write(`${kept.kind} reported (number ${kept.seq})\n`)
}

import { type Command, InvalidArgumentError, Option } from 'commander'
import { WORK_RESULTS, type WorkResult } from '../../../core/history/work-record.ts'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'
import { parseFactId } from '../../parse-fact-id.ts'
import { type FilterFlags, filterOf, readMoment, withFilter } from './history-filter.ts'

interface ListOptions extends FilterFlags {
  readonly io: CliIo
  readonly limit: number
  readonly json: boolean
}

interface FactsOptions {
  readonly io: CliIo
  readonly repo: string | undefined
  readonly limit: number
  readonly json: boolean
}

interface CorrectOptions {
  readonly io: CliIo
  readonly id: number
  readonly result: WorkResult | undefined
  readonly undo: boolean
}

interface ForgetOptions {
  readonly io: CliIo
  /** A record by its number, or a fact. */
  readonly id: number | { readonly fact: number } | undefined
  readonly all: boolean
  readonly before: number | undefined
}

/** `czar history`: lists, corrects and deletes the records of earlier work on this machine. */
export function registerHistory(program: Command, io: CliIo): void {
  const history = addVerb(program, 'history', {
    group: 'Look:',
    summary: 'list, correct or delete records of earlier work on this machine',
    description:
      'List, correct or delete the records of earlier work of all projects on this machine. Without a subcommand, the command lists them, the newest first.',
    examples: [
      'czar history --agent codex                    the newest 20 records of this agent',
      'czar history correct 12 --result failed       the work was proven, but it was wrong',
      'czar history forget --before 90d              deletes what is older',
    ],
  })
  registerRecords(history, io)
  registerFacts(history, io)
  registerCorrect(history, io)
  registerForget(history, io)
}

function registerRecords(history: Command, io: CliIo): void {
  withFilter(history.command('list', { isDefault: true }), io)
    .summary('list the newest records')
    .description('List the newest records: who did which task, with what result, in what time and at what cost.')
    .addHelpText('after', '\nExample:\n  czar history list --repo gateway --json | jq ".records[].sent_back"')
    .option('-n, --limit <number>', 'how many records', parseCount, 20)
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => runHistory({ io, ...flags }))
}

function registerFacts(history: Command, io: CliIo): void {
  history
    .command('facts')
    .summary('list what workers ran into in their repositories')
    .description('List the facts that workers stated and whose tasks were proven, the newest confirmed first. Later briefs quote them.')
    .showHelpAfterError('  next: czar history facts --help')
    .addHelpText('after', '\nExample:\n  czar history facts --repo gateway')
    .option('--repo <repository>', 'only facts about this repository: its path or address, or the last part of it')
    .option('-n, --limit <number>', 'how many facts', parseCount, 20)
    .option('--json', 'one JSON object, version 1', false)
    .action(flags => runFacts({ io, ...flags }))
}

function registerCorrect(history: Command, io: CliIo): void {
  history
    .command('correct')
    .summary('give a record another result')
    .description(
      'Give a record another result. It then counts in all figures and choices. The result that czar recorded is kept beside it.',
    )
    .showHelpAfterError('  next: czar history correct --help')
    .addHelpText('after', '\nExample:\n  czar history correct 12 --result failed')
    .argument('<id>', 'the number of the record', parseCount)
    .addOption(new Option('--result <result>', 'the true result').choices(WORK_RESULTS.filter(result => result !== 'open')))
    .option('--undo', 'take the correction back', false)
    .action((id, flags) => runCorrect({ io, id, ...flags }))
}

function registerForget(history: Command, io: CliIo): void {
  history
    .command('forget')
    .summary('delete records or a fact for ever')
    .description('Delete one record, one fact, everything, or what is older than a moment. This cannot be undone.')
    .showHelpAfterError('  next: czar history forget --help')
    .addHelpText('after', '\nExample:\n  czar history forget 12')
    .argument('[id]', 'the number of the record, or the id of a fact, such as f12', parseForgotten)
    .option('--all', 'all records and facts', false)
    .option(
      '--before <moment>',
      'records of work that began before this, and facts confirmed before it: 90d (90 days ago), 2026-11-20',
      text => readMoment(text, io),
    )
    .action((id, flags) => runForget({ io, id, ...flags }))
}

function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('it must be a whole number of at least 1')
}

function parseForgotten(text: string): number | { readonly fact: number } {
  return /^f/i.test(text) ? { fact: parseFactId(text) } : parseCount(text)
}

async function runFacts({ io, repo, limit, json }: FactsOptions): Promise<void> {
  const { factsJson, renderFacts } = await import('../../output/history/facts.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const { openToRead } = await import('../../history/open-to-read.ts')
  const reader = await openToRead(io)
  try {
    const facts = reader?.findFacts({ repository: repo }, limit) ?? []
    const style = { now: io.now(), width: io.stdout.size()?.columns ?? null, paint: makePaint(io.stdout, io.env) }
    io.stdout.write(json ? factsJson(facts) : renderFacts(facts, style))
  } finally {
    reader?.close()
  }
}

async function runHistory({ io, limit, json, ...flags }: ListOptions): Promise<void> {
  const { historyJson, renderHistory } = await import('../../output/history/records.ts')
  const { makePaint } = await import('../../output/paint.ts')
  const { openToRead } = await import('../../history/open-to-read.ts')
  const reader = await openToRead(io)
  try {
    const records = reader?.list(filterOf(flags), limit) ?? []
    const style = { now: io.now(), width: io.stdout.size()?.columns ?? null, paint: makePaint(io.stdout, io.env) }
    io.stdout.write(json ? historyJson(records) : renderHistory(records, style))
  } finally {
    reader?.close()
  }
}

async function runCorrect({ io, id, result, undo }: CorrectOptions): Promise<void> {
  const { UsageError } = await import('../../../core/model/errors.ts')
  if ((result === undefined) !== undo) {
    throw new UsageError('say the true result, or --undo', { hint: 'czar history correct --help' })
  }
  const { changeHistory, noRecord } = await import('../../history/change-history.ts')
  const record = await changeHistory(io, history => history.correct(id, undo ? null : (result ?? null)))
  if (record === null) throw noRecord(id)
  io.stdout.write(`record ${id}, ${record.task} of ${record.project}: ${record.corrected ?? record.result}\n`)
}

async function runForget({ io, id, all, before }: ForgetOptions): Promise<void> {
  const { UsageError } = await import('../../../core/model/errors.ts')
  const { counted } = await import('../../../core/text/counted.ts')
  const chosen = [id, before, all ? true : undefined].filter(choice => choice !== undefined)
  if (chosen.length !== 1)
    throw new UsageError('say one of these: the number of a record, the id of a fact, --before, --all', {
      hint: 'czar history forget --help',
    })
  const { changeHistory, noFact, noRecord } = await import('../../history/change-history.ts')
  if (typeof id === 'object') {
    if (!(await changeHistory(io, history => history.forgetFact(id.fact)))) throw noFact(id.fact)
    io.stdout.write(`fact f${id.fact} deleted\n`)
    return
  }
  const which = all ? 'all' : id === undefined ? { before: before ?? 0 } : { id }
  const deleted = await changeHistory(io, history => history.forget(which))
  if (deleted === 0 && id !== undefined) throw noRecord(id)
  io.stdout.write(`${counted(deleted, 'record')} deleted\n`)
}

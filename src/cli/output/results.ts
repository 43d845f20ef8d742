import { PreconditionError, UsageError } from '../../core/model/errors.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { ResultsView, ResultView } from '../../core/views/results.ts'
import { momentText } from '../../ui/text/moments.ts'
import type { CliIo } from '../io.ts'
import { type Colour, makePaint } from './paint.ts'
import { renderTable, type TextColumn } from './table.ts'

/** Finds the result of a task. If there is none, throws a UsageError that lists the known results. */
export function findResult({ project, results }: ResultsView, task: string): ResultView {
  const found = results.find(result => result.task === task)
  if (found !== undefined) return found
  throw new UsageError(`there is no result of "${plainText(task, 60)}"`, {
    details: [results.length === 0 ? 'nothing was reported yet' : `there are: ${results.map(result => result.task).join(', ')}`],
    hint: `czar results -p ${project}`,
  })
}

const COLOURS = { open: 'plain', rejected: 'yellow', verified: 'green', failed: 'red' } satisfies Record<ResultView['verdict'], Colour>

/** Lists all results in a table. */
export function renderResults(results: readonly ResultView[], { stdout, env }: CliIo): string {
  if (results.length === 0) return 'nothing was reported yet\n'
  const columns: readonly TextColumn<ResultView>[] = [
    { title: 'TASK', cell: ({ task }) => task },
    { title: 'WORKER', cell: ({ worker }) => worker },
    { title: 'AT', cell: ({ reported_at: at }) => momentText(Date.parse(at)) },
    { title: 'VERDICT', cell: ({ verdict }) => verdict, colour: ({ verdict }) => COLOURS[verdict] },
    { title: 'COMMIT', cell: ({ commit }) => commit?.slice(0, 10) ?? '' },
    { title: 'BRANCH', cell: ({ branch }) => plainText(branch ?? '', 100), mayShrink: true },
    { title: 'SAYS', cell: ({ title }) => plainText(title, 200), mayShrink: true },
  ]
  return renderTable(columns, results, { width: stdout.size()?.columns ?? null, paint: makePaint(stdout, env) })
}

/** Shows the text of one result. On a terminal its control sequences are removed. */
export function renderResult(
  { task, path }: ResultView,
  text: string | null,
  { io: { stdout }, launchHint }: { readonly io: Pick<CliIo, 'stdout'>; readonly launchHint: () => string },
): string {
  if (text === null) {
    throw new PreconditionError(`${path} of ${task} is gone: it is written again, from the journal, when a czar starts`, {
      hint: launchHint(),
    })
  }
  return stdout.isTerminal ? plainText(text, text.length * 10, { lines: true }) : text
}

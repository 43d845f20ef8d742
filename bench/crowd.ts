/**
 * Tests programs that misbehave in a terminal, each in a real tmux under a real czar: `npm run bench -- crowd [NAME or FOLDER …]`. `--keep`
 * keeps the directories of the tests, and `--write` writes the table of all programs into docs/faults.md. The exit code is 1 if a result is
 * not as expected.
 */
import { runBatch } from './crowd/fleet/run-batch.ts'
import { loadPrograms, type Named } from './crowd/load-programs.ts'
import { printTable } from './crowd/print-table.ts'
import { writePage } from './crowd/write-page.ts'

const BATCH = 12

const words = process.argv.slice(2)
if (words.includes('--write') && words.some(word => !word.startsWith('--')))
  throw new Error('--write is for the whole crowd: name no program')
const programs = await loadPrograms(words.filter(word => !word.startsWith('--')))
const isHere = (named: Named) => named.program.command === undefined || named.program.command() !== null
const absent = programs.filter(named => !isHere(named))
const batches = intoBatches(programs.filter(isHere))
const results = []
for (const [index, batch] of batches.entries()) {
  process.stderr.write(`batch ${index + 1} of ${batches.length}: ${batch.map(({ name }) => name).join(', ')}\n`)
  const result = await runBatch(batch, { keep: words.includes('--keep') })
  results.push(result)
  const wrong = result.rows.filter(({ finding }) => finding.faults.length > 0).map(({ named }) => named.name)
  process.stderr.write(`  ${(result.ms / 1000).toFixed(0)} s; wrong: ${wrong.join(', ') || 'none'}\n`)
}
process.exitCode = printTable(results, absent)
if (words.includes('--write')) writePage(results)

/**
 * Divides the programs into groups that run together. Programs that name a group stay together. The others are mixed, so that no group has
 * only one kind.
 */
function intoBatches(all: readonly Named[]): readonly (readonly Named[])[] {
  const own = Map.groupBy(
    all.filter(({ program }) => program.batch !== undefined),
    ({ program }) => program.batch,
  )
  const others = all.filter(({ program }) => program.batch === undefined)
  const count = Math.ceil(others.length / BATCH)
  const mixed = Array.from({ length: count }, (_, batch) => others.filter((_, index) => index % count === batch))
  return [...mixed, ...own.values()]
}

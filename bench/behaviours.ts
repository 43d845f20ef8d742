/**
 * Runs programs that behave well or badly, as workers do. Each runs in a real tmux with its own worktree, under a real czar: `npm run bench
 * -- behaviours [NAME or CLASS …]`. `--keep` keeps the directories of the fleets, and `--write` writes the table of all results into
 * docs/judgement.md. The exit code is 1 if a result is not as expected.
 */
import { runFleet } from './behaviours/fleet/run-fleet.ts'
import { loadBehaviours, type Named } from './behaviours/load-behaviours.ts'
import { tableOf } from './behaviours/print-table.ts'
import { writePart } from './support/write-part.ts'

const FLEET = 10

const words = process.argv.slice(2)
const names = words.filter(word => !word.startsWith('--'))
if (words.includes('--write') && names.length > 0) throw new Error('--write is for all behaviours: name none')
const fleets = intoFleets(loadBehaviours(names))
const rows = []
for (const [index, fleet] of fleets.entries()) {
  const startedAt = performance.now()
  process.stderr.write(`fleet ${index + 1} of ${fleets.length}: ${fleet.map(({ name }) => name).join(', ')}\n`)
  const found = await runFleet(fleet, { keep: words.includes('--keep') })
  rows.push(...found)
  const wrong = found.filter(({ finding }) => finding.faults.length > 0).map(({ named }) => named.name)
  process.stderr.write(`  ${((performance.now() - startedAt) / 1000).toFixed(0)} s; wrong: ${wrong.join(', ') || 'none'}\n`)
}
rows.sort((one, other) => one.named.kind.localeCompare(other.named.kind))
const table = tableOf(rows)
process.stdout.write(table)
if (words.includes('--write')) writePart('docs/judgement.md', { command: 'npm run bench -- behaviours --write', text: table })
process.exitCode = rows.some(({ finding }) => finding.faults.length > 0) ? 1 : 0

/**
 * Divides the behaviours into fleets. Each fleet mixes the kinds of behaviour, so that a worker that fails has other workers beside it. A
 * behaviour that harms a whole fleet runs alone.
 */
function intoFleets(all: readonly Named[]): readonly (readonly Named[])[] {
  const alone = all.filter(({ behaviour }) => behaviour.playsAlone === true)
  const others = all.filter(({ behaviour }) => behaviour.playsAlone !== true)
  const count = Math.ceil(others.length / FLEET)
  const mixed = Array.from({ length: count }, (_, fleet) => others.filter((_, index) => index % count === fleet))
  return [...mixed, ...alone.map(named => [named])]
}

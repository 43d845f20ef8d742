import type { BatchResult } from './fleet/run-batch.ts'
import type { Named } from './load-programs.ts'

/** Prints one row per program. Programs with faults come first. Returns 1 if there is a fault, otherwise 0. */
export function printTable(results: readonly BatchResult[], absent: readonly Named[]): number {
  const rows = results.flatMap(({ rows }) => rows).sort((one, other) => one.named.path.localeCompare(other.named.path))
  process.stdout.write(
    '| program | it | keys without prompt | brief | told after | told | |\n| --- | --- | --- | --- | --- | --- | --- |\n',
  )
  for (const { named, finding } of rows) {
    const told = finding.toldAfterMs === null ? '' : `${(finding.toldAfterMs / 1000).toFixed(1)} s`
    const cells = [
      named.path,
      named.program.does,
      `${finding.keys}`,
      finding.delivered,
      told,
      shorten(finding.said),
      verdict(finding.faults),
    ]
    process.stdout.write(`| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |\n`)
  }
  for (const { path } of absent) process.stdout.write(`| ${path} | is not installed here | | | | | – |\n`)
  const bad = rows.filter(({ finding }) => finding.faults.length > 0)
  const late = results.flatMap(({ neighbour }) => neighbour.faults)
  const slowest = Math.max(...results.map(({ neighbour }) => neighbour.slowestAnswerMs))
  const neighbours = results.map(({ neighbour }) =>
    neighbour.provenAfterMs === null ? 'never' : `${(neighbour.provenAfterMs / 1000).toFixed(0)} s`,
  )
  process.stdout.write(
    `\nneighbours proven after ${neighbours.join(', ')}; the czar's slowest answer ${(slowest / 1000).toFixed(1)} s${late.length > 0 ? `; ${late.join('; ')}` : ''}\n`,
  )
  process.stdout.write(`${rows.length} programs, ${bad.length} not as they should be\n`)
  return bad.length + late.length === 0 ? 0 : 1
}

function verdict(faults: readonly string[]): string {
  return faults.length === 0 ? 'right' : `**wrong**: ${faults.join('; ')}`
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}

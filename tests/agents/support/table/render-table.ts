import { CAPABILITIES, type Capability } from '../capabilities.ts'
import { realAgents } from '../programs/all.ts'
import type { RealAgent } from '../real-agent.ts'
import type { Result, Results } from './results.ts'

/** A Markdown table of agents and capabilities, from the latest run of each story. */
export function renderTable(results: Results): string {
  const columns = realAgents.map(agent => ({ agent, told: Object.values(results[agent.name] ?? {}).flatMap(Object.values) as Result[] }))
  const head = ['', ...columns.map(({ agent, told }) => `${agent.title} ${newest(told)?.version ?? agent.version}`)]
  const seen = ['last told', ...columns.map(({ told }) => newest(told)?.date ?? 'never')]
  const rows = Object.entries(CAPABILITIES).map(([capability, words]) => [
    words,
    ...columns.map(({ agent, told }) => cell(agent, capability as Capability, told)),
  ])
  return [head, head.map(() => '---'), ...rows, seen].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

function cell(agent: RealAgent, capability: Capability, told: readonly Result[]): string {
  const results = told.filter(({ proves }) => proves.includes(capability))
  const [lacked] = results.length > 0 ? [] : [agent.lacks[capability]]
  if (lacked !== undefined) return lacked
  const failed = results.find(({ hasPassed }) => !hasPassed)
  if (failed !== undefined) return `**failed** ${failed.date}`
  const [first] = results
  if (first === undefined) return 'not tried'
  const how = results.flatMap(({ saw }) => saw[capability] ?? [])[0] ?? 'yes'
  return `${how}${older(results, newest(told))}`
}

/** A note on the results of a column that are older than the latest run. */
function older(results: readonly Result[], latest: Result | undefined): string {
  const oldest = results.reduce((least, each) => (each.date < least.date ? each : least))
  if (oldest.version !== latest?.version) return ` (${oldest.version}, ${oldest.date})`
  return oldest.date === latest.date ? '' : ` (${oldest.date})`
}

function newest(told: readonly Result[]): Result | undefined {
  return told.toSorted((left, right) => right.date.localeCompare(left.date))[0]
}

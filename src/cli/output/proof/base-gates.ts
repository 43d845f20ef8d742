import { type BaseFinding, type BaseGate, type BaseOutcome, sayBaseFinding } from '../../../core/model/gates/base-gate.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import { counted } from '../../../core/text/counted.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { GatesReport } from '../../gates/try-gates.ts'

const MOST_CHARS = 1_000

/** What the accept commands do on base, for a person: one line for all commands, and one for each finding. */
export function renderBaseGates({ base, findings, tried, ran, log }: GatesReport): string {
  const outcomes = tried.flatMap(({ gates }) => gates)
  const from = ran === 0 ? ', all known from earlier runs' : ''
  const lines = [
    outcomes.length === 0
      ? `no accept command to run on base ${base.slice(0, 8)}`
      : `on base ${base.slice(0, 8)}: ${countedOutcomes(outcomes)}${from}`,
    ...[...Map.groupBy(findings, ({ text }) => text).values()].map(sayAlike),
    ...(ran === 0 ? [] : [`  the whole output: ${log}`]),
  ]
  return lines.map(line => `${plainText(line, MOST_CHARS)}\n`).join('')
}

/** Says a finding once if several tasks have the same command. */
function sayAlike(alike: readonly BaseFinding[]): string {
  const [first, ...others] = alike
  if (first === undefined) return ''
  const more = others.length === 0 ? '' : ` (and for ${others.map(({ task }) => task).join(', ')})`
  return `  ${first.level}: ${sayBaseFinding(first)}${more}`
}

const WORDS = {
  passed: 'passed',
  failed: 'failed, as they should',
  empty: 'ran no test',
  timeout: 'did not end in time',
  missing: 'cannot run',
  not_run: 'not run',
} satisfies Record<BaseOutcome, string>

function countedOutcomes(gates: readonly BaseGate[]): string {
  const parts = Object.entries(WORDS).flatMap(([outcome, words]) => {
    const number = gates.filter(gate => gate.outcome === outcome).length
    return number === 0 ? [] : [`${number} ${words}`]
  })
  return `${counted(gates.length, 'accept command')}: ${parts.join(', ')}`
}

export interface GatesJson {
  readonly base: CommitSha
  readonly commands: readonly {
    readonly task: string
    readonly command: string
    readonly outcome: BaseOutcome
    readonly exit_code: number | null
    readonly duration_ms: number
    readonly last_line: string
  }[]
  readonly findings: readonly BaseFinding[]
}

/** The output of `czar validate --gates --json`. */
export function gatesJson({ base, tried, findings }: GatesReport): GatesJson {
  const commands = tried.flatMap(({ task, gates }) =>
    gates.map(({ command, outcome, exitCode, durationMs, says }) => ({
      task: task.id,
      command,
      outcome,
      exit_code: exitCode,
      duration_ms: durationMs,
      last_line: plainText(says, MOST_CHARS),
    })),
  )
  return { base, commands, findings }
}

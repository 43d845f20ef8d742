import type { ScriptedSignal } from '../adapters/agents/scripted/signal.ts'
import { durationMs, field, textOf } from './steps.ts'

export interface Spending {
  /** Adds the numbers of a `usage` step and reports the total to czar. */
  readonly spend: (value: unknown) => void
  /** Reports to czar that the account is at its limit. */
  readonly meetLimit: (value: unknown) => void
}

/** Adds up the usage that the steps state since the start of the program, and reports the total as a real agent does. */
export function createSpending(session: string, tell: (signal: ScriptedSignal) => void): Spending {
  let tokens = 0
  let usd: number | null = 0

  function spend(value: unknown): void {
    tokens += numberOf(field(value, 'tokens')) ?? 0
    const cost = numberOf(field(value, 'usd'))
    usd = usd === null || cost === null ? null : usd + cost
    tell({
      kind: 'usage',
      session,
      tokens: { input: tokens, output: 0, cacheRead: 0, cacheWrite: 0 },
      usd,
      context: numberOf(field(value, 'context')),
      contextTokens: null,
    })
  }

  function meetLimit(value: unknown): void {
    const within = field(value, 'resets')
    const kind = field(value, 'kind')
    tell({
      kind: 'limit',
      limit: kind === 'rate' || kind === 'overload' ? kind : 'quota',
      text: textOf(value, 'text', "You've hit your limit"),
      resetAt: within === undefined ? null : Date.now() + durationMs(String(within)),
    })
  }

  return { spend, meetLimit }
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

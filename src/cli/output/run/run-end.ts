import type { RunResult } from '../../../adapters/runs/run-command.ts'
import { counted } from '../../../core/text/counted.ts'
import { lastLines } from './run-lines.ts'
import { summariseRun } from './run-summary.ts'

/** How many of an output's last lines are searched for a summary. */
const SEARCHED_LINES = 200

/** Tells how a command ended, on one line: exit code, time, summary, size, and the path of its whole output. */
export function runEnd(result: RunResult, log: string): string {
  const { exitCode, durationMs, lines, note } = result
  const sum = summariseRun(lastLines(result, SEARCHED_LINES), exitCode)
  const facts = [`${howEnded(result)} after ${secondsText(durationMs)}`, ...(sum === null ? [] : [sum]), counted(lines, 'line')]
  return `czar run: ${facts.join('; ')}${note === null ? '' : `; ${note}`}; whole output: ${log}`
}

function howEnded({ exitCode, signal, isTimeout }: RunResult): string {
  if (isTimeout) return `timeout, exit ${exitCode}`
  return signal === null ? `exit ${exitCode}` : `ended by ${signal}, exit ${exitCode}`
}

function secondsText(ms: number): string {
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

import { z } from 'zod'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import type { Observations } from '../signals/observations.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { turnText } from '../signals/turn-text.ts'
import { hookPayloadSchema } from './hook-payload.ts'
import type { LogLine } from './log-line.ts'
import { translateHook } from './translate-hook.ts'

export interface MergedSignals {
  /** The observations that a hook's signal adds. Returns null if the signal is malformed. */
  readonly ofHook: (signal: RawSignal) => readonly AgentObservation[] | null
  readonly ofLog: (line: LogLine) => void
  readonly cancelled: (at: number) => void
  /** A model answered. */
  readonly answered: () => void
}

/** Only each n-th refusal in a row is recorded: at a limit Gemini CLI 0.61.0 retries for ever within the same turn. */
const TOLD_EVERY = 3

const callSchema = z.object({ command: z.string() })

/**
 * Merges the signals of hooks, log and session file, which describe the same turns and complement each other. Long: its functions share the
 * state of one turn.
 */
export function mergeSignals(account: Observations, readLog: () => Promise<void>): MergedSignals {
  let hookAt = 0
  let heard = 0
  let refusals = 0
  let promptAt = 0
  let failure: LogLine | null = null
  let command: string | null = null

  function ofHook({ at, value }: RawSignal): readonly AgentObservation[] | null {
    const parsed = hookPayloadSchema.safeParse(value)
    if (!parsed.success) return null
    heard += 1
    hookAt = Math.max(hookAt, at)
    const { data } = parsed
    if (data.hook_event_name === 'BeforeTool') command = commandIn(data.tool_input)
    const observations = translateHook(data, command)
    if (data.hook_event_name === 'BeforeAgent') {
      refusals = 0
      promptAt = at
    }
    if (data.hook_event_name !== 'AfterAgent') return observations
    void endTurn(observations, heard)
    return []
  }

  // AfterAgent also runs if the stream broke off in the middle of an answer. The log gives the reason slightly earlier,
  // so the log is read first and its reason is recorded with the turn's end.
  async function endTurn(end: readonly AgentObservation[], heardThen: number): Promise<void> {
    await readLog()
    if (heard !== heardThen) return
    const why = failure !== null && failure.at >= promptAt ? turnText(failure.text) : null
    // After a failure the program may start a turn with a text of its own. The end of that turn must not get the reason
    // of this failure.
    failure = null
    for (const observation of end) account.add(observation.kind === 'turn' ? { ...observation, text: why } : observation)
  }

  function ofLog(line: LogLine): void {
    if (line.kind === 'failed') failure = line
    refusals = line.kind === 'retry' && line.limit !== null ? refusals + 1 : 0
    if (line.limit === null || (line.kind === 'retry' && refusals % TOLD_EVERY !== 0)) return
    const { limit, at: said } = line
    account.add({ kind: 'limit', limit, text: turnText(line.text) ?? '', resetAt: null, said, strength: 'exact', evidence: 'its log' })
  }

  function cancelled(at: number): void {
    if (at < hookAt) return
    account.add({ kind: 'turn', turn: 'idle', waitingFor: null, text: null, evidence: "its session's file", strength: 'exact' })
  }

  function answered(): void {
    refusals = 0
  }

  return { ofHook, ofLog, cancelled, answered }
}

function commandIn(input: unknown): string | null {
  const parsed = callSchema.safeParse(input)
  return parsed.success ? parsed.data.command : null
}

import { z } from 'zod'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import type { Observations } from '../signals/observations.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { turnText } from '../signals/turn-text.ts'
import { hookPayloadSchema } from './hook-payload.ts'
import type { LogLine } from './log-line.ts'
import { translateHook } from './translate-hook.ts'

export interface MergedSignals {
  /** Returns the new observations from the signal of a hook. null: the signal is malformed. */
  readonly ofHook: (signal: RawSignal) => readonly AgentObservation[] | null
  readonly ofLog: (line: LogLine) => void
  readonly cancelled: (at: number) => void
  /** Must be called when a model has answered. */
  readonly answered: () => void
}

/**
 * If requests are refused again and again, only each third refusal is recorded, because at a limit Gemini CLI 0.61.0 retries for ever
 * within the same turn.
 */
const TOLD_EVERY = 3

const callSchema = z.object({ command: z.string() })

/**
 * Combines the signals of the hooks, the log and the session's file. They describe the same turns, and each has facts that the others lack.
 * Long: the inner functions share the state of the turn.
 */
export function mergeSignals(collected: Observations, readLog: () => Promise<void>): MergedSignals {
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

  // The hook AfterAgent also runs if the connection broke off in the middle of an answer. The log says so slightly earlier. So the log is
  // read first, and the reason in it is recorded with the end of the turn.
  async function endTurn(end: readonly AgentObservation[], heardThen: number): Promise<void> {
    await readLog()
    if (heard !== heardThen) return
    const why = failure !== null && failure.at >= promptAt ? turnText(failure.text) : null
    // After a failure the program may begin a turn by itself. The end of that turn must not get the reason of this failure.
    failure = null
    for (const observation of end) collected.add(observation.kind === 'turn' ? { ...observation, text: why } : observation)
  }

  function ofLog(line: LogLine): void {
    if (line.kind === 'failed') failure = line
    refusals = line.kind === 'retry' && line.limit !== null ? refusals + 1 : 0
    if (line.limit === null || (line.kind === 'retry' && refusals % TOLD_EVERY !== 0)) return
    const { limit, at: said } = line
    collected.add({ kind: 'limit', limit, text: turnText(line.text) ?? '', resetAt: null, said, strength: 'exact', evidence: 'its log' })
  }

  function cancelled(at: number): void {
    if (at < hookAt) return
    collected.add({ kind: 'turn', turn: 'idle', waitingFor: null, text: null, evidence: "its session's file", strength: 'exact' })
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

import type { TurnState } from '../../../core/events/agent-event.ts'
import type { AgentObservation } from '../../../core/ports/agents-port.ts'
import type { Observations } from '../signals/observations.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { turnText } from '../signals/turn-text.ts'
import { askedTool } from './asked-tool.ts'
import { hookPayloadSchema } from './hook-payload.ts'
import { readLimit, readResetAt } from './read-limit.ts'
import type { RolloutLine } from './rollout-line.ts'
import { translateHook } from './translate-hook.ts'

export interface MergedSignals {
  /** Returns the new observations from the signal of a hook. null: the signal is malformed. */
  readonly ofHook: (signal: RawSignal) => readonly AgentObservation[] | null
  readonly ofRollout: (line: RolloutLine) => void
  /** Must be called with the time (ms) at which this agent was started. Earlier lines of the rollout file belong to an earlier start. */
  readonly began: (at: number) => void
}

const TOOL_CALLS: ReadonlySet<string> = new Set(['PreToolUse', 'PostToolUse'])
const WORDS: ReadonlySet<string> = new Set(['UserMessage', 'AgentMessage', 'Reasoning'])

/**
 * Combines the signals of the hooks and of the session's rollout file. Both describe the same turns, and czar may read either of them
 * first, so the signal that is later by the program's clock counts. Long: the inner functions share the state of the turn.
 */
export function mergeSignals(collected: Observations): MergedSignals {
  let turnAt = 0
  let since = Number.POSITIVE_INFINITY
  let limits: unknown = null
  /** The tool call by which the model asks the user a question that is still open. null: there is none. */
  let question: string | null = null

  function isNews(observation: AgentObservation, at: number): boolean {
    if (observation.kind !== 'turn') return true
    if (at < turnAt) return false
    turnAt = at
    return true
  }

  function ofHook({ at, value }: RawSignal): readonly AgentObservation[] | null {
    const parsed = hookPayloadSchema.safeParse(value)
    if (!parsed.success) return null
    // While Codex waits for an answer, other tool calls may begin or end. Only the rollout file shows which tool call it was.
    if (asked() !== null && TOOL_CALLS.has(parsed.data.hook_event_name)) return []
    return translateHook(parsed.data, at).filter(each => isNews(each, at))
  }

  /** Returns the open request for permission or question. null: Codex asks nothing. */
  function asked(): string | null {
    const last = collected.lastTurn()
    return last?.turn === 'waiting' ? last.text : null
  }

  function ofRollout(line: RolloutLine): void {
    if (line.kind === 'limits') limits = line.limits
    if (line.at < since) return
    switch (line.kind) {
      case 'turn-began':
        return tell('busy', line.at)
      case 'turn-ended':
        question = null
        return ended(line)
      case 'asked':
        question = line.call
        return tell('waiting', line.at, turnText(line.questions))
      case 'told':
        if (line.call !== question) return
        question = null
        return tell('busy', line.at)
      // The model answers only after its tool calls are over, so nothing is asked any more. The usage of an answer that calls a tool is
      // recorded after the tool call.
      case 'answer':
        return asked() === null || question !== null || line.at <= turnAt ? undefined : tell('busy', line.at)
      case 'item':
        return isAsked(line) ? tell('busy', line.at) : undefined
      default:
        return
    }
  }

  function ended({ at, error }: Extract<RolloutLine, { kind: 'turn-ended' }>): void {
    if (error === null) return tell('idle', at)
    const text = turnText(error.message) ?? ''
    const limit = readLimit(error)
    // The limit comes before the end of the turn, so that czar knows the reason when the turn ends.
    if (limit !== null) {
      const resetAt = limit === 'quota' ? readResetAt(limits) : null
      collected.add({ kind: 'limit', limit, text, resetAt, said: at, strength: 'exact', evidence: 'rollout file' })
    }
    tell('idle', at, text)
  }

  function isAsked({ item, command }: Extract<RolloutLine, { kind: 'item' }>): boolean {
    const wish = asked()
    if (wish === null || question !== null || WORDS.has(item)) return false
    return wish.startsWith('Bash: ') ? command !== null && askedTool('Bash', { command }) === wish : command === null
  }

  function tell(turn: TurnState, at: number, text: string | null = null): void {
    const waitingFor = turn === 'waiting' ? 'dialog' : null
    const observation = { kind: 'turn', turn, waitingFor, text, evidence: `rollout file says ${turn}`, strength: 'exact' } as const
    if (isNews(observation, at)) collected.add(observation)
  }

  function began(at: number): void {
    since = at
  }

  return { ofHook, ofRollout, began }
}

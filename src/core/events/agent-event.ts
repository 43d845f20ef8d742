import type { PaneId, ServerId, SessionId, WorkerId } from '../model/ids.ts'
import type { UsageReading } from '../model/usage.ts'

/** Of what kind the evidence is: exact (hook, exit code, status file, ref) or inferred (screen, silence). */
export type Strength = 'exact' | 'inferred'

export type TurnState = 'busy' | 'idle' | 'waiting'
/** answer: a question that a text in the composer answers; dialog: one that only keys in its own window do. */
export type WaitingFor = 'permission' | 'answer' | 'dialog'
/** over: its budget is used up. not_ready and undelivered count like a crash: they lead to a fresh start, and too many of them to attention. */
export type EndReason = 'finished' | 'stopped' | 'restart' | 'not_ready' | 'undelivered' | 'over'
export type ExitHow = 'exited' | 'session-closed' | 'server-lost' | 'gone'

/** How a login, or the want of one, became known. */
export interface LoginSign {
  readonly said: number
  readonly evidence: string
  readonly strength: Strength
}

/** `incarnation` counts the agent's starts in one seat from 1; late signals of an older one are ignored. */
export type AgentEvent =
  | {
      readonly kind: 'agent.started'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly server: ServerId
      readonly session: SessionId
      readonly pane: PaneId
      /** pid of the pane's program (the wrapper) and its start time (/proc stat field 22, or null elsewhere). */
      readonly pid: number
      readonly pidStart: string | null
      /** The agent's own session id that it was asked to resume, or null for a fresh one. */
      readonly resumed: string | null
    }
  | {
      readonly kind: 'agent.ready'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly evidence: string
      readonly strength: Strength
    }
  | {
      readonly kind: 'agent.dialog'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly text: string
      /** Keys that answer it, from the profile's table; null: only a person can. */
      readonly keys: readonly string[] | null
      /** What is known of a dialog without keys; undefined: nothing. */
      readonly asks?: 'login'
    }
  | {
      readonly kind: 'agent.turn'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly turn: TurnState
      readonly waitingFor: WaitingFor | null
      readonly evidence: string
      readonly strength: Strength
      /** What is asked, when waiting; shortened, control characters removed. */
      readonly text: string | null
    }
  | { readonly kind: 'agent.dialog_answered'; readonly worker: WorkerId; readonly incarnation: number }
  | { readonly kind: 'agent.session'; readonly worker: WorkerId; readonly incarnation: number; readonly agentSession: string }
  /** A summary took the place of its conversation. `said`: when, by the program's own clock (ms). */
  | { readonly kind: 'agent.compacted'; readonly worker: WorkerId; readonly incarnation: number; readonly said: number }
  /** Its turn ended because nobody is logged in to it. `said`: when, by the program's own clock (ms). */
  | ({ readonly kind: 'agent.logged_out'; readonly worker: WorkerId; readonly incarnation: number; readonly text: string } & LoginSign)
  /** A model answers it again, or somebody has logged in. */
  | ({ readonly kind: 'agent.logged_in'; readonly worker: WorkerId; readonly incarnation: number } & LoginSign)
  | { readonly kind: 'agent.novelty'; readonly worker: WorkerId; readonly incarnation: number }
  | ({ readonly kind: 'agent.usage'; readonly worker: WorkerId; readonly incarnation: number } & UsageReading)
  /** Do programs that it started use the processor? null: unknown. */
  | { readonly kind: 'agent.children'; readonly worker: WorkerId; readonly incarnation: number; readonly busy: boolean | null }
  /**
   * Its turn ended with an error on its screen that was not there before, or (`inTurn`) an error came while the turn runs;
   * control characters removed, at most 300 characters. Journals of earlier versions have no `inTurn`.
   */
  | {
      readonly kind: 'agent.trouble'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly text: string
      readonly inTurn?: true
    }
  /** Its program has tried a failed request again for long; null: no more. The words have no control characters. */
  | { readonly kind: 'agent.retrying'; readonly worker: WorkerId; readonly incarnation: number; readonly text: string | null }
  | {
      readonly kind: 'agent.exited'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly how: ExitHow
      readonly status: number | null
      readonly signal: string | null
      /** Last lines of the screen, control characters removed; at most 2,000 characters. */
      readonly lastScreen: string
      /** Screen and worktree are still being looked at, until then at most: `agent.exit_read` follows. */
      readonly readBy?: number
    }
  /** The last looks after an end that was told at once; `how`: meanwhile the session or the server went as well. */
  | {
      readonly kind: 'agent.exit_read'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly lastScreen: string
      readonly how?: Extract<ExitHow, 'session-closed' | 'server-lost'>
    }
  /** The czar ended the session itself (work finished, stop, restart). */
  | { readonly kind: 'agent.ended'; readonly worker: WorkerId; readonly incarnation: number; readonly reason: EndReason }

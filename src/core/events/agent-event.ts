import type { PaneId, ServerId, SessionId, WorkerId } from '../model/ids.ts'
import type { UsageReading } from '../model/usage.ts'

/** How reliable the evidence is: exact (hook, exit code, status file, ref) or inferred (screen, silence). */
export type Strength = 'exact' | 'inferred'

export type TurnState = 'busy' | 'idle' | 'waiting'
/** answer: a text in the composer answers the question; dialog: only keys in the dialog's own window answer it. */
export type WaitingFor = 'permission' | 'answer' | 'dialog'
/**
 * over: the worker's budget is used up. not_ready and undelivered count as crashes: czar starts a fresh agent, and calls
 * a person after too many of them.
 */
export type EndReason = 'finished' | 'stopped' | 'restart' | 'not_ready' | 'undelivered' | 'over'
export type ExitHow = 'exited' | 'session-closed' | 'server-lost' | 'gone'

/** How czar learned that the agent is logged in or not. */
export interface LoginSign {
  readonly said: number
  readonly evidence: string
  readonly strength: Strength
}

/** Events of an agent. `incarnation` counts the agent's starts in one seat from 1; late signals of an older agent are ignored. */
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
      /** The agent's own session id to resume; null: a fresh session. */
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
      /** Keys that answer the dialog, from the profile's table; null: only a person can answer. */
      readonly keys: readonly string[] | null
      /** Purpose of a dialog without keys; undefined: unknown. */
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
      /** The question that the agent waits on, shortened and without control characters. */
      readonly text: string | null
    }
  | { readonly kind: 'agent.dialog_answered'; readonly worker: WorkerId; readonly incarnation: number }
  | { readonly kind: 'agent.session'; readonly worker: WorkerId; readonly incarnation: number; readonly agentSession: string }
  /** The agent's conversation was replaced by a summary. `said`: when, by the program's own clock (ms). */
  | { readonly kind: 'agent.compacted'; readonly worker: WorkerId; readonly incarnation: number; readonly said: number }
  /** The agent's turn ended because it has no login. `said`: when, by the program's own clock (ms). */
  | ({ readonly kind: 'agent.logged_out'; readonly worker: WorkerId; readonly incarnation: number; readonly text: string } & LoginSign)
  /** The agent has a login again: a model answers, or a person has logged in. */
  | ({ readonly kind: 'agent.logged_in'; readonly worker: WorkerId; readonly incarnation: number } & LoginSign)
  | { readonly kind: 'agent.novelty'; readonly worker: WorkerId; readonly incarnation: number }
  | ({ readonly kind: 'agent.usage'; readonly worker: WorkerId; readonly incarnation: number } & UsageReading)
  /** Whether the agent's child processes use CPU; null: unknown. */
  | { readonly kind: 'agent.children'; readonly worker: WorkerId; readonly incarnation: number; readonly busy: boolean | null }
  /**
   * The agent's turn ended with a new error on the screen, or (`inTurn`) an error appeared during the turn. The text has no control
   * characters and at most 300 characters. Journals of earlier versions have no `inTurn`.
   */
  | {
      readonly kind: 'agent.trouble'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly text: string
      readonly inTurn?: true
    }
  /** The program has been retrying a failed request for a long time; null: it no longer retries. The text has no control characters. */
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
      /** Deadline for the last reading of screen and worktree; `agent.exit_read` follows. */
      readonly readBy?: number
    }
  /** The last reading of screen and worktree after an exit. `how`: the session or the server has ended as well. */
  | {
      readonly kind: 'agent.exit_read'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly lastScreen: string
      readonly how?: Extract<ExitHow, 'session-closed' | 'server-lost'>
    }
  /** The czar ended the session itself (work finished, stop, restart). */
  | { readonly kind: 'agent.ended'; readonly worker: WorkerId; readonly incarnation: number; readonly reason: EndReason }

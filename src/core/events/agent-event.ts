import type { PaneId, ServerId, SessionId, WorkerId } from '../model/ids.ts'
import type { UsageReading } from '../model/usage.ts'

/**
 * How reliable the evidence for an event is. exact: it comes from a hook, an exit code, a status file or a git ref. inferred: czar
 * concluded it from the screen or from silence.
 */
export type Strength = 'exact' | 'inferred'

/** busy: the agent works on a text. idle: its turn has ended, so it waits for the next text. waiting: it waits for a person. */
export type TurnState = 'busy' | 'idle' | 'waiting'
/**
 * The thing that an agent waits for. permission: a person must allow an action. answer: a text typed at the prompt answers its question.
 * dialog: only keys in the dialog's own window answer it.
 */
export type WaitingFor = 'permission' | 'answer' | 'dialog'
/**
 * Why czar ended an agent. finished: the worker has no more work. over: the worker's budget is used up. not_ready: the agent was not ready
 * for its first text in time. undelivered: a text did not reach the agent. Czar counts not_ready and undelivered as crashes, so it starts a
 * fresh agent, and calls a person after too many of them.
 */
export type EndReason = 'finished' | 'stopped' | 'restart' | 'not_ready' | 'undelivered' | 'over'
/**
 * How an agent's program ended. exited: its exit status is known. session-closed, server-lost: its tmux session or the tmux server ended.
 * gone: it ended while no czar ran, and its exit status is unknown.
 */
export type ExitHow = 'exited' | 'session-closed' | 'server-lost' | 'gone'

/** How czar learned whether the agent is logged in. `said` is the time of the sign by the program's own clock, in ms since the epoch. */
export interface LoginSign {
  readonly said: number
  readonly evidence: string
  readonly strength: Strength
}

/**
 * Everything that happens to an agent. `incarnation` is the number of the agent among the agents that its worker had so far, counted from
 * 1. Czar ignores late signals of an older agent.
 */
export type AgentEvent =
  | {
      readonly kind: 'agent.started'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly server: ServerId
      readonly session: SessionId
      readonly pane: PaneId
      /**
       * The process id of the program that runs in the pane, and the time when this process started (field 22 of /proc/<pid>/stat; null on
       * systems without it).
       */
      readonly pid: number
      readonly pidStart: string | null
      /** The program's own id of the earlier conversation that this agent resumes, or null if the agent began a new conversation. */
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
      /** The keys that answer the dialog, from the program's profile, or null if only a person can answer it. */
      readonly keys: readonly string[] | null
      /** What the dialog wants, if no keys can answer it. If the field is missing, the purpose is unknown. */
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
      /** The question that the agent waits on. It is shortened, and control characters are removed. */
      readonly text: string | null
    }
  | { readonly kind: 'agent.dialog_answered'; readonly worker: WorkerId; readonly incarnation: number }
  /** The program's own id of its conversation. Czar can resume the conversation by this id, for example after a crash of the agent. */
  | { readonly kind: 'agent.session'; readonly worker: WorkerId; readonly incarnation: number; readonly agentSession: string }
  /** The program replaced the agent's conversation by a summary. `said` is the time by the program's own clock, in ms since the epoch. */
  | { readonly kind: 'agent.compacted'; readonly worker: WorkerId; readonly incarnation: number; readonly said: number }
  /** The agent's turn ended because its program is not logged in. `text` is the program's message. */
  | ({ readonly kind: 'agent.logged_out'; readonly worker: WorkerId; readonly incarnation: number; readonly text: string } & LoginSign)
  /** The agent is logged in again: a model answered, or a person logged in. */
  | ({ readonly kind: 'agent.logged_in'; readonly worker: WorkerId; readonly incarnation: number } & LoginSign)
  /** The agent's screen shows a line that it did not show before. Spinners, clocks and counters do not count. */
  | { readonly kind: 'agent.novelty'; readonly worker: WorkerId; readonly incarnation: number }
  | ({ readonly kind: 'agent.usage'; readonly worker: WorkerId; readonly incarnation: number } & UsageReading)
  /** Whether the agent's child processes use CPU time, or null if czar cannot tell. */
  | { readonly kind: 'agent.children'; readonly worker: WorkerId; readonly incarnation: number; readonly busy: boolean | null }
  /**
   * The agent's turn ended with a new error on the screen. With `inTurn`, the error appeared while the turn still runs. The text has at
   * most 300 characters and no control characters. Journals of earlier versions do not have `inTurn`.
   */
  | {
      readonly kind: 'agent.trouble'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly text: string
      readonly inTurn?: true
    }
  /**
   * The program has been retrying a failed request for a long time. `text` is the error without control characters, or null if the program
   * no longer retries.
   */
  | { readonly kind: 'agent.retrying'; readonly worker: WorkerId; readonly incarnation: number; readonly text: string | null }
  | {
      readonly kind: 'agent.exited'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly how: ExitHow
      readonly status: number | null
      readonly signal: string | null
      /** The last lines of the screen without control characters, at most 2,000 characters. */
      readonly lastScreen: string
      /**
       * Czar reads the exited agent's screen and worktree once more, at the latest by this time (ms since the epoch). The event
       * `agent.exit_read` has the result.
       */
      readonly readBy?: number
    }
  /**
   * Czar has read the screen and the worktree of an exited agent for the last time. `how` says whether the tmux session or the tmux server
   * has ended as well.
   */
  | {
      readonly kind: 'agent.exit_read'
      readonly worker: WorkerId
      readonly incarnation: number
      readonly lastScreen: string
      readonly how?: Extract<ExitHow, 'session-closed' | 'server-lost'>
    }
  /** Czar itself ended the agent's session, because the work is finished or because of a stop or a restart. */
  | { readonly kind: 'agent.ended'; readonly worker: WorkerId; readonly incarnation: number; readonly reason: EndReason }

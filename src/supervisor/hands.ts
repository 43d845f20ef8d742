import type { AlertsPort } from '../core/model/alert.ts'
import type { WorkerId } from '../core/model/ids.ts'
import type { Project } from '../core/model/project.ts'
import type { AgentsPort } from '../core/ports/agents-port.ts'
import type { GitPort } from '../core/ports/git-port.ts'
import type { Clock, DiskPort, GatesPort } from '../core/ports/ports.ts'
import type { TerminalPort } from '../core/ports/terminal-port.ts'
import type { MessageState } from '../core/state/types/message-state.ts'
import type { State } from '../core/state/types/state.ts'

/** Everything the supervisor can reach, built by the composition root alone. */
export interface Hands {
  readonly project: Project
  readonly terminal: TerminalPort
  readonly agents: AgentsPort
  readonly git: GitPort
  readonly gates: GatesPort
  readonly alerts: AlertsPort
  readonly disk: DiskPort
  readonly clock: Clock
  readonly texts: Texts
  readonly paths: ProjectPaths
  /** What every agent gets: PATH with czar's own command first, HOME, LANG, TERM. */
  readonly agentEnv: Readonly<Record<string, string>>
  /** What accept and setup commands get: no keys, no czar. */
  readonly gateEnv: Readonly<Record<string, string>>
  readonly log: Log
}

/** The texts that are pasted: rendered from the state, kept word for word so that they can be read again. */
export interface Texts {
  /** Names of the roles that there is a text for. */
  readonly roles: readonly string[]
  render(state: State, message: MessageState): { readonly text: string; readonly stripped: readonly string[] }
  /** Writes the exact text to where the worker can read it again. */
  keep(message: MessageState, text: string): Promise<void>
  /** The absolute path of the file in which it is kept. */
  fileOf(message: Pick<MessageState, 'id'>): string
  /** The text as it was kept, for a delivery that an earlier czar began; null when there is none. */
  kept(message: Pick<MessageState, 'id'>): string | null
}

export interface ProjectPaths {
  /** `status/<project>`: journal, status file, reports, logs. */
  readonly projectDir: string
  /** 0700, one per incarnation: settings, signals, exit status. */
  readonly agentDir: (worker: WorkerId, incarnation: number) => string
  readonly logFile: (name: string) => string
  readonly proofDir: (name: string) => string
  readonly sessionName: (worker: WorkerId) => string
  /** The session in which a person sees what the czar does, and what shows it there. */
  readonly czarSession: { readonly name: string; readonly argv: readonly string[]; readonly env: Readonly<Record<string, string>> }
}

/** The supervisor's own log: JSON lines, never what an agent said. */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
}

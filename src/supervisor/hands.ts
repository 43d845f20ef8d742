import type { AlertsPort } from '../core/model/alert.ts'
import type { WorkerId } from '../core/model/ids.ts'
import type { Project } from '../core/model/project.ts'
import type { AgentsPort } from '../core/ports/agents-port.ts'
import type { SymbolsPort } from '../core/ports/duplicates-port.ts'
import type { ForgePort } from '../core/ports/forge-port.ts'
import type { GitPort } from '../core/ports/git-port.ts'
import type { Clock, DiskPort, GatesPort } from '../core/ports/ports.ts'
import type { TerminalPort } from '../core/ports/terminal-port.ts'
import type { MessageState } from '../core/state/types/message-state.ts'
import type { State } from '../core/state/types/state.ts'
import type { TaskState } from '../core/state/types/task-state.ts'

/** Everything outside that the supervisor can use. Only the program's entry point builds it. */
export interface Hands {
  readonly project: Project
  readonly terminal: TerminalPort
  readonly agents: AgentsPort
  readonly git: GitPort
  /** The host of pull requests; null: the project opens no requests. */
  readonly forge: ForgePort | null
  readonly gates: GatesPort
  readonly symbols: SymbolsPort
  readonly alerts: AlertsPort
  readonly disk: DiskPort
  readonly clock: Clock
  readonly texts: Texts
  readonly paths: ProjectPaths
  /** The environment of every agent: PATH with czar's own command first, HOME, LANG, TERM. */
  readonly agentEnv: Readonly<Record<string, string>>
  /** The environment of accept and setup commands, without keys and without czar. */
  readonly gateEnv: Readonly<Record<string, string>>
  readonly log: Log
}

/** The part of the hands that checks and merges need: no agent and no terminal. */
export type CheckHands = Pick<Hands, 'project' | 'git' | 'gates' | 'clock' | 'paths' | 'gateEnv' | 'log'>

/** The texts to paste. They are rendered from the state and stored word for word, so that they can be read again. */
export interface Texts {
  /** Names of the roles that have a text. */
  readonly roles: readonly string[]
  render(state: State, message: MessageState): { readonly text: string; readonly stripped: readonly string[] }
  /** Writes the exact text to a file, so that the worker can read it again. */
  keep(message: MessageState, text: string): Promise<void>
  /** The absolute path of the stored text. */
  fileOf(message: Pick<MessageState, 'id'>): string
  /** The worker's own words about its task, from its claim; null: none. */
  claimOf(task: Pick<TaskState, 'id'>): string | null
  /** The text that an earlier czar stored for a delivery that it began; null: none. */
  kept(message: Pick<MessageState, 'id'>): string | null
}

export interface ProjectPaths {
  /** `status/<project>`: journal, status file, reports, logs. */
  readonly projectDir: string
  /** Directory of one incarnation, mode 0700: settings, signals, exit status. */
  readonly agentDir: (worker: WorkerId, incarnation: number) => string
  readonly logFile: (name: string) => string
  readonly proofDir: (name: string) => string
  readonly sessionName: (worker: WorkerId) => string
  /** The tmux session that shows the czar's activity to a person, and the program that draws it. */
  readonly czarSession: { readonly name: string; readonly argv: readonly string[]; readonly env: Readonly<Record<string, string>> }
}

/** The supervisor's own log. It holds JSON lines, never an agent's words. */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
}

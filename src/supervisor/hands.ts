import type { QuotedFile } from '../core/brief/quoted-file.ts'
import type { AlertsPort } from '../core/model/alert.ts'
import type { PlacesOfTasks } from '../core/model/gates/base-gate.ts'
import type { WorkerId } from '../core/model/ids.ts'
import type { Project } from '../core/model/project.ts'
import type { AgentsPort } from '../core/ports/agents-port.ts'
import type { BaseGateCache } from '../core/ports/base-gates-port.ts'
import type { SymbolsPort } from '../core/ports/duplicates-port.ts'
import type { ForgePort } from '../core/ports/forge-port.ts'
import type { GitPort } from '../core/ports/git-port.ts'
import type { Clock, DiskPort, GatesPort } from '../core/ports/ports.ts'
import type { ProjectFilePort } from '../core/ports/project-file-port.ts'
import type { TerminalPort } from '../core/ports/terminal-port.ts'
import type { MessageState } from '../core/state/types/message-state.ts'
import type { State } from '../core/state/types/state.ts'
import type { TaskState } from '../core/state/types/task-state.ts'

/**
 * Everything outside of czar's own memory that the supervisor can use: all adapters, paths and environments. Only `src/cli/compose` builds
 * it.
 */
export interface Hands {
  readonly project: Project
  /** The project file, which a person may edit while czar runs. If it is absent, the file cannot be loaded again. */
  readonly projectFile?: ProjectFilePort
  readonly terminal: TerminalPort
  readonly agents: AgentsPort
  readonly git: GitPort
  /** The service that hosts pull requests, for example GitHub. null: the project opens no pull requests. */
  readonly forge: ForgePort | null
  readonly gates: GatesPort
  /** The tools for running accept commands on base. null: czar does not run them there. */
  readonly baseGates: { readonly cache: BaseGateCache; readonly places: () => PlacesOfTasks } | null
  readonly symbols: SymbolsPort
  readonly alerts: AlertsPort
  readonly disk: DiskPort
  readonly clock: Clock
  readonly texts: Texts
  readonly paths: ProjectPaths
  /** The environment of every agent: HOME, LANG, TERM, and a PATH that finds czar's own command first. */
  readonly agentEnv: Readonly<Record<string, string>>
  /** The environment of accept and setup commands. It contains no keys and no variables of czar. */
  readonly gateEnv: Readonly<Record<string, string>>
  readonly log: Log
}

/** The part of `Hands` that checks and merges use. They use no agent and no terminal. */
export type CheckHands = Pick<Hands, 'project' | 'git' | 'gates' | 'clock' | 'paths' | 'gateEnv' | 'log'>

/** The texts that czar pastes to agents. They are made from the state and stored word for word, so that the agent can read them again. */
export interface Texts {
  /** The names of the roles for which there is a text. */
  readonly roles: readonly string[]
  /** `needed` are the files of earlier stages that a brief quotes. */
  render(
    state: State,
    message: MessageState,
    needed: readonly QuotedFile[],
  ): { readonly text: string; readonly stripped: readonly string[] }
  /** Stores the exact text in a file, so that the worker can read it again. */
  keep(message: MessageState, text: string): Promise<void>
  /** The absolute path of the file with the stored text. */
  fileOf(message: Pick<MessageState, 'id'>): string
  /** The worker's own report about its task from its claim. null: it wrote none. */
  claimOf(task: Pick<TaskState, 'id'>): string | null
  /** The text that was stored when a delivery of this message began before a restart of czar. null: none was stored. */
  kept(message: Pick<MessageState, 'id'>): string | null
}

export interface ProjectPaths {
  /** The project's directory `status/<project>`: journal, status file, reports, logs. */
  readonly projectDir: string
  /** The directory for one start of an agent, mode 0700. It holds settings, signals and the exit status. */
  readonly agentDir: (worker: WorkerId, incarnation: number) => string
  readonly logFile: (name: string) => string
  readonly proofDir: (name: string) => string
  readonly sessionName: (worker: WorkerId) => string
  /** The tmux session that shows a person what czar is doing, and the program that draws it. */
  readonly czarSession: { readonly name: string; readonly argv: readonly string[]; readonly env: Readonly<Record<string, string>> }
}

/** The supervisor's own log. It consists of JSON lines and never contains what an agent wrote. */
export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
}

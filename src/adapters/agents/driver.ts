import type { Hindrance } from '../../core/model/program.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import type { AgentCommand, AgentLaunch, AgentObservation, AgentWatch, ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneScreen } from '../../core/ports/pane-screen.ts'
import type { ProgramPlace } from './program-place.ts'

/** What the folder of one kind of agent program provides. */
export interface AgentModule {
  readonly createDriver: (surroundings: AgentSurroundings) => AgentDriver
  /** null: czar was measured with no version of the program. */
  readonly measured: MeasuredProgram | null
}

/** A program that tests/agents runs and docs/agents.md describes. */
export interface MeasuredProgram {
  readonly version: string
  /** Differences that were observed in versions before the given one. */
  readonly differences: readonly { readonly before: string; readonly says: string }[]
  /** The user's settings that switch off the program's signals or block czar's keys. */
  readonly findHindrances: (place: ProgramPlace) => Promise<readonly Hindrance[]>
}

/** A driver for one kind of agent program: starts it, and reads its signals and its screen. Its modules are loaded with its first agent. */
export interface AgentDriver {
  prepare(launch: AgentLaunch): Promise<AgentCommand>
  watch(launch: AgentLaunch, listener: (observation: AgentObservation) => void): Promise<AgentWatch>
  readScreen(profile: AgentProfile, screen: PaneScreen, title: string): ScreenReading
  /** The text as the program receives it after a paste. */
  asTaken(text: string): string
}

/** Dependencies of all drivers. */
export interface AgentSurroundings {
  /** The czar's own environment. An agent gets only those of its variables that its profile names in `passEnv`. */
  readonly inherited: Readonly<Record<string, string | undefined>>
  /** Called once for each signal that czar cannot use (too large, malformed, directory gone). */
  readonly note: (text: string) => void
}

import type { Hindrance } from '../../core/model/program.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import type { AgentCommand, AgentLaunch, AgentObservation, AgentWatch, ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneScreen } from '../../core/ports/pane-screen.ts'
import type { HeadlessProgram } from './headless/headless.ts'
import type { ProgramPlace } from './program-place.ts'

/** The parts that the folder for one kind of agent program must provide. */
export interface AgentModule {
  readonly createDriver: (surroundings: AgentSurroundings) => AgentDriver
  /** The version that was tested with czar. null: none was tested. */
  readonly measured: MeasuredProgram | null
  /** How the program answers one question without a terminal. null: czar does not know. */
  readonly loadHeadless: (() => Promise<HeadlessProgram>) | null
}

/** The version of a program with which tests/agents ran and which docs/agents.md describes. */
export interface MeasuredProgram {
  readonly version: string
  /** How versions before the given one differ, as far as that was observed. */
  readonly differences: readonly { readonly before: string; readonly says: string }[]
  /** Finds settings of the user that switch off the program's signals, or that make czar's keys useless. */
  readonly findHindrances: (place: ProgramPlace) => Promise<readonly Hindrance[]>
}

/**
 * The driver for one kind of agent program. It starts the program, and reads its signals and its screen. Its code is loaded when the first
 * such agent starts.
 */
export interface AgentDriver {
  prepare(launch: AgentLaunch): Promise<AgentCommand>
  watch(launch: AgentLaunch, listener: (observation: AgentObservation) => void): Promise<AgentWatch>
  readScreen(profile: AgentProfile, screen: PaneScreen, title: string): ScreenReading
  /** The text in the form in which the program takes it after a paste, for comparison with the program's receipt. */
  asTaken(text: string): string
}

/** The things that all drivers use. */
export interface AgentSurroundings {
  /** Czar's own environment. An agent gets only those variables of it that its profile names in `passEnv`. */
  readonly inherited: Readonly<Record<string, string | undefined>>
  /** Called for each signal that czar cannot use, because it is too large or malformed or its directory is gone. */
  readonly note: (text: string) => void
}

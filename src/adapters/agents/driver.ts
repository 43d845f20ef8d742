import type { AgentProfile } from '../../core/model/project.ts'
import type { AgentCommand, AgentLaunch, AgentObservation, AgentWatch, ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneScreen } from '../../core/ports/pane-screen.ts'

/**
 * One kind of agent program: how it is started, what its signals say, how its screen reads. What only that program needs
 * is loaded with its first agent.
 */
export interface AgentDriver {
  prepare(launch: AgentLaunch): Promise<AgentCommand>
  watch(launch: AgentLaunch, listener: (observation: AgentObservation) => void): Promise<AgentWatch>
  readScreen(profile: AgentProfile, screen: PaneScreen, title: string): ScreenReading
  /** The text as the program will take it. */
  asTaken(text: string): string
}

/** What drivers are given by whoever builds them. */
export interface AgentSurroundings {
  /** The czar's own environment: only what a profile names in `passEnv` is taken from it. */
  readonly inherited: Readonly<Record<string, string | undefined>>
  /** Told once of each signal that could not be used (too large, malformed, directory gone). */
  readonly note: (text: string) => void
}

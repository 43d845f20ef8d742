import type { AgentProfile } from '../../core/model/project.ts'
import type { AgentCommand, AgentLaunch, AgentObservation, AgentWatch, ScreenReading } from '../../core/ports/agents-port.ts'
import type { PaneScreen } from '../../core/ports/pane-screen.ts'

/** One kind of agent program: starts it, reads its signals and its screen. Its own modules load with its first agent. */
export interface AgentDriver {
  prepare(launch: AgentLaunch): Promise<AgentCommand>
  watch(launch: AgentLaunch, listener: (observation: AgentObservation) => void): Promise<AgentWatch>
  readScreen(profile: AgentProfile, screen: PaneScreen, title: string): ScreenReading
  /** The text as the program receives it after a paste. */
  asTaken(text: string): string
}

/** Dependencies of all drivers. */
export interface AgentSurroundings {
  /** The czar's own environment; an agent gets only the variables that its profile names in `passEnv`. */
  readonly inherited: Readonly<Record<string, string | undefined>>
  /** Called once for each unusable signal (too large, malformed, directory gone). */
  readonly note: (text: string) => void
}

import type { AgentLaunch, AgentObservation, AgentWatch } from '../../../core/ports/agents-port.ts'
import type { AgentSurroundings } from '../driver.ts'
import { createObservations } from '../signals/observations.ts'
import { signalsDirectory, watchSignals } from '../signals/watch-signals.ts'
import { createTranslation } from './translate.ts'

/** Watches one opencode by the signals that czar's plugin writes. */
export async function watchOpencode(
  launch: AgentLaunch,
  listener: (observation: AgentObservation) => void,
  { note }: AgentSurroundings,
): Promise<AgentWatch> {
  const collected = createObservations(listener)
  const channel = await watchSignals(signalsDirectory(launch.dir), {
    translate: createTranslation(launch.profile.models),
    observe: collected.add,
    note,
  })
  return { seen: collected.all, refresh: channel.refresh, close: channel.close }
}

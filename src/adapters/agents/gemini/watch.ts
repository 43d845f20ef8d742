import type { AgentLaunch, AgentObservation, AgentWatch } from '../../../core/ports/agents-port.ts'
import type { AgentSurroundings } from '../driver.ts'
import { createObservations } from '../signals/observations.ts'
import { signalsDirectory, watchSignals } from '../signals/watch-signals.ts'
import { mergeSignals } from './merge-signals.ts'
import { logFile } from './prepare.ts'
import { watchChat } from './watch-chat.ts'
import { watchLog } from './watch-log.ts'

/**
 * Watches one Gemini CLI. Its hooks show which texts it took and what it asks. The session's file shows usage and refused tool calls, and
 * the log shows failures.
 */
export async function watchGemini(
  launch: AgentLaunch,
  listener: (observation: AgentObservation) => void,
  { note }: AgentSurroundings,
): Promise<AgentWatch> {
  const collected = createObservations(listener)
  const log = watchLog(logFile(launch.dir), line => merged.ofLog(line), note)
  const merged = mergeSignals(collected, log.look)
  const chat = watchChat(launch.profile.models, {
    onUsage: reading => {
      merged.answered()
      collected.add({ kind: 'usage', ...reading })
    },
    onCancelled: merged.cancelled,
    note,
  })
  const channel = await watchSignals(signalsDirectory(launch.dir), {
    translate: signal => {
      chat.hear(signal.value)
      return merged.ofHook(signal)
    },
    observe: collected.add,
    note,
  })
  await log.look()
  await chat.look()
  return {
    seen: collected.all,
    refresh: async () => {
      await channel.refresh()
      await log.look()
      await chat.look()
    },
    close: async () => {
      log.close()
      chat.close()
      await channel.close()
    },
  }
}

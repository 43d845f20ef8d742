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
  const account = createObservations(listener)
  const log = watchLog(logFile(launch.dir), line => joined.ofLog(line), note)
  const joined = mergeSignals(account, log.look)
  const chat = watchChat(launch.profile.models, {
    onUsage: reading => {
      joined.answered()
      account.add({ kind: 'usage', ...reading })
    },
    onCancelled: joined.cancelled,
    note,
  })
  const channel = await watchSignals(signalsDirectory(launch.dir), {
    translate: signal => {
      chat.hear(signal.value)
      return joined.ofHook(signal)
    },
    observe: account.add,
    note,
  })
  await log.look()
  await chat.look()
  return {
    seen: account.all,
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

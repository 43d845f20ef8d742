import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentLaunch, AgentObservation, AgentWatch } from '../../../../core/ports/agents-port.ts'
import type { AgentSurroundings } from '../../driver.ts'
import { agentEnvironment } from '../../environment.ts'
import { createObservations } from '../../signals/observations.ts'
import { signalsDirectory, watchSignals } from '../../signals/watch-signals.ts'
import { claudeHome } from '../claude-home.ts'
import { mergeSignals } from '../merge-signals.ts'
import { sessionFile } from '../session-file.ts'
import { watchLogin } from './watch-login.ts'
import { watchStatus } from './watch-status.ts'
import { watchUsage } from './watch-usage.ts'

/**
 * Watches one Claude Code. Its hooks show which texts it took and what it asks. Its status file shows that a person pressed Esc or answered
 * a question. Long: the inner functions share the session.
 */
export async function watchClaude(
  launch: AgentLaunch,
  listener: (observation: AgentObservation) => void,
  { inherited, note }: AgentSurroundings,
): Promise<AgentWatch> {
  const collected = createObservations(listener)
  const home = claudeHome(agentEnvironment(launch, inherited))
  const sessions = join(home, 'sessions')
  const status = watchStatus({ sessions, dir: launch.dir, note }, changed => merged.status(changed))
  const merged = mergeSignals(collected, status.look)
  const usage = watchUsage({ prices: launch.profile.models, note }, reading => collected.add({ kind: 'usage', ...reading }))
  const login = watchLogin({ home, note }, observation => {
    collected.add(observation)
    login.observe(observation)
  })
  for (const agentSession of await chosenSession(launch.dir)) collected.add({ kind: 'session', agentSession })
  const channel = await watchSignals(signalsDirectory(launch.dir), {
    translate: signal => {
      usage.hear(signal.value)
      const told = merged.ofHook(signal)
      return told === null ? null : [...login.provenBy(signal), ...told]
    },
    observe: observation => {
      collected.add(observation)
      login.observe(observation)
      if (observation.kind === 'turn') observation.turn === 'busy' ? usage.isWorking() : usage.turnEnded()
      // The status file is there when the first hook runs, so it is read then.
      if (observation.kind === 'ready') void status.look()
    },
    note,
  })
  await status.look()
  void usage.look()
  return {
    seen: collected.all,
    refresh: async () => {
      await channel.refresh()
      await status.look()
    },
    close: async () => {
      usage.close()
      status.close()
      login.close()
      merged.close()
      await channel.close()
    },
  }
}

async function chosenSession(dir: string): Promise<readonly string[]> {
  const session = await readFile(sessionFile(dir), 'utf8').catch(() => '')
  return session === '' ? [] : [session]
}

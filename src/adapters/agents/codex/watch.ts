import { countTokens } from '../../../core/model/usage.ts'
import type { AgentLaunch, AgentObservation, AgentWatch } from '../../../core/ports/agents-port.ts'
import type { AgentSurroundings } from '../driver.ts'
import { createObservations } from '../signals/observations.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { signalsDirectory, watchSignals } from '../signals/watch-signals.ts'
import { followRollout } from './follow-rollout.ts'
import { hookPayloadSchema } from './hook-payload.ts'
import { mergeSignals } from './merge-signals.ts'
import { createRolloutSum, type RolloutSum } from './rollout-sum.ts'

/** The rollout file may begin this long before the first hook runs. Lines from an earlier start of the agent are much older. */
const BEFORE_MS = 1_000

/**
 * Watches one Codex. Its hooks show which texts it took, what it asks, and that a person pressed Esc. Its session file shows failures,
 * limits and usage. Long: the inner functions share the session.
 */
export async function watchCodex(
  launch: AgentLaunch,
  listener: (observation: AgentObservation) => void,
  { note }: Pick<AgentSurroundings, 'note'>,
): Promise<AgentWatch> {
  const collected = createObservations(listener)
  const merged = mergeSignals(collected)
  let session: { readonly id: string; readonly sum: RolloutSum } | null = null
  let told = 0

  const rollout = followRollout({
    take: line => {
      session?.sum.add(line)
      merged.ofRollout(line)
    },
    caughtUp: () => {
      if (session === null) return
      const { id, sum } = session
      const reading = sum.reading()
      const tokens = countTokens(reading.tokens)
      if (tokens === told) return
      if (told === 0) for (const model of sum.unpriced()) note(`no price for model ${model}: the cost is unknown`)
      told = tokens
      collected.add({ kind: 'usage', session: id, ...reading })
    },
    note,
  })

  function hear({ at, value }: RawSignal): void {
    const parsed = hookPayloadSchema.safeParse(value)
    if (!parsed.success || parsed.data.hook_event_name !== 'SessionStart' || !parsed.data.transcript_path) return
    if (session?.id === parsed.data.session_id) return
    session = { id: parsed.data.session_id, sum: createRolloutSum(launch.profile.models) }
    told = 0
    merged.began(at - BEFORE_MS)
    rollout.open(parsed.data.transcript_path)
  }

  const channel = await watchSignals(signalsDirectory(launch.dir), {
    translate: signal => {
      hear(signal)
      return merged.ofHook(signal)
    },
    observe: collected.add,
    note,
  })
  await rollout.look()
  return {
    seen: collected.all,
    refresh: async () => {
      await channel.refresh()
      await rollout.look()
    },
    close: async () => {
      rollout.close()
      await channel.close()
    },
  }
}

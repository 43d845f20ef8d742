import type { Fleet } from '../../support/a-fleet.ts'
import { until } from '../../support/until.ts'
import type { PaneKeys } from './real-agent.ts'

/** Types into a worker's terminal as a person does. */
export function paneOf(fleet: Fleet, worker: string): PaneKeys & { readonly type: (text: string) => void } {
  const target = `=fleet-worker-${worker}:`
  return {
    press: (...keys) => {
      fleet.tmux('send-keys', '-t', target, ...keys)
    },
    type: text => {
      fleet.tmux('send-keys', '-t', target, '-l', text)
    },
    screen: () => fleet.tmux('capture-pane', '-p', '-t', target),
  }
}

/**
 * Presses the keys of an answer, again and again while the question is on the screen. Claude Code 2.1.330 ignores a key that comes as soon
 * as it asks.
 */
export async function answerAt({ press, screen }: PaneKeys, { drawn, keys }: { readonly drawn: string; readonly keys: readonly string[] }) {
  const isAsked = () => screen().includes(drawn)
  await until(isAsked)
  await until(
    () => {
      const asks = isAsked()
      if (asks) press(...keys)
      return asks
    },
    asks => !asks,
    { everyMs: 1_000 },
  )
}

import type { Fleet } from '../../support/a-fleet.ts'
import type { PaneKeys } from './real-agent.ts'

/** A person at a worker's pane. */
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

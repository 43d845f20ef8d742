import type { WorkerId } from '../../model/ids.ts'
import type { MessageState } from '../../state/types/message-state.ts'
import type { State } from '../../state/types/state.ts'
import { memoizeLast } from '../engine/cache/memoize-last.ts'

/** Returns the texts that wait for a worker or are being delivered to it, the oldest first. */
export function messagesFor(state: State, worker: WorkerId): readonly MessageState[] {
  return byWorker(state.messages).get(worker) ?? NONE
}

const NONE: readonly MessageState[] = []

const byWorker = memoizeLast((messages: State['messages']) => Map.groupBy(messages, message => message.worker))

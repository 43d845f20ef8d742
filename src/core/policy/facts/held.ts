import type { HeldBy } from '../../events/work-event.ts'
import type { MessageState } from '../../state/types/message-state.ts'
import type { State } from '../../state/types/state.ts'
import type { WorkerState } from '../../state/types/worker-state.ts'
import { counted } from '../../text/counted.ts'
import { messagesFor } from './waiting-messages.ts'

type Hold = NonNullable<MessageState['held']>
export type HeldMessage = MessageState & { readonly held: Hold & { readonly by: Exclude<HeldBy, 'paused'> } }

/**
 * Returns the text that the agent cannot get now because of a person in its terminal, or because of what the terminal shows. Returns null
 * if there is none.
 */
export function heldMessage(state: State, worker: WorkerState): HeldMessage | null {
  const { agent } = worker
  if (agent === null || agent.exit !== null) return null
  const isHeld = (message: MessageState): message is HeldMessage =>
    message.held?.incarnation === agent.incarnation && message.held.by !== 'paused'
  return messagesFor(state, worker.id).find(isHeld) ?? null
}

/** Says in words why the text waits. */
export function sayHold({ by, chars }: HeldMessage['held']): string {
  if (by === 'typing') return 'a person is typing in its pane'
  if (by === 'scrolling') return 'a person is scrolling in its pane'
  if (by === 'screen') return 'its screen shows no prompt, so no key is sent'
  if (by === 'lines') return 'its program takes each line as a text of its own (bracketed paste is off)'
  return `a draft${chars === null ? '' : ` of ${counted(chars, 'character')}`} is in its input field`
}

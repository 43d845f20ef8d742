import { createHash } from 'node:crypto'
import type { ScriptedSignal } from '../adapters/agents/scripted/signal.ts'
import type { StepHands } from './perform-step.ts'
import type { Settings } from './settings.ts'
import { keepText } from './terminal/transcript.ts'
import { workOnMessage } from './work-on-message.ts'

export interface Conversation {
  /** Takes a text that was sent. The agent works on it at once, or after the texts that came before it. */
  readonly send: (text: string) => void
  /** Stops the work on the present text. Returns the text if the agent has shown nothing about it yet, otherwise null. */
  readonly interrupt: () => string | null
  readonly busySince: () => number | null
  readonly queued: () => number
}

export interface ConversationHands extends Pick<StepHands, 'flood' | 'exit' | 'permission' | 'show' | 'spend' | 'meetLimit'> {
  readonly tell: (signal: ScriptedSignal) => void
  readonly redraw: () => void
}

interface Turn {
  readonly text: string
  readonly since: number
  readonly abort: AbortController
  hasShown: boolean
  /** Takes the next text as the answer to an open question. It is null if no question is open. */
  answer: ((text: string) => void) | null
}

/**
 * Works on one text at a time. Texts that come in the meantime wait, as in real agents. Long: the inner functions share the same
 * conversation.
 */
export function createConversation(settings: Settings, hands: ConversationHands): Conversation {
  const waiting: string[] = []
  let turn: Turn | null = null

  function send(text: string): void {
    if (turn !== null && turn.answer !== null) {
      take(text)
      turn.answer(text)
    } else waiting.push(text)
    hands.redraw()
    void next()
  }

  // The text is stored before czar gets the signal that it was received, so that a reader of the signal finds the text.
  function take(text: string): void {
    keepText(settings.memory, text)
    hands.tell(receipt(text))
  }

  async function next(): Promise<void> {
    const text = turn === null ? waiting.shift() : undefined
    if (text === undefined) return
    turn = { text, since: Date.now(), abort: new AbortController(), hasShown: false, answer: null }
    take(text)
    hands.tell({ kind: 'busy' })
    hands.show(`> ${firstLine(text)}`)
    await workOnMessage(text, settings, stepHands(turn, hands)).catch((error: Error) =>
      hands.show(`These steps cannot be read: ${error.message}`),
    )
    turn = null
    hands.tell({ kind: 'idle' })
    hands.redraw()
    void next()
  }

  function interrupt(): string | null {
    turn?.answer?.('')
    turn?.abort.abort()
    return turn === null || turn.hasShown ? null : turn.text
  }

  return { send, interrupt, busySince: () => turn?.since ?? null, queued: () => waiting.length }
}

function stepHands(turn: Turn, hands: ConversationHands): Omit<StepHands, 'assignment'> {
  const show = (text: string): void => {
    turn.hasShown = true
    hands.show(text)
  }
  return { ...hands, show, signal: turn.abort.signal, ask: question => ask(question, turn, { ...hands, show }) }
}

async function ask(question: string, turn: Turn, { show, tell }: ConversationHands): Promise<string> {
  show(`? ${question}`)
  tell({ kind: 'waiting', for: 'answer', text: question })
  const text = await new Promise<string>(resolve => {
    turn.answer = resolve
  })
  turn.answer = null
  tell({ kind: 'busy' })
  return firstLine(text)
}

function receipt(text: string): ScriptedSignal {
  return { kind: 'receipt', sha256: createHash('sha256').update(text).digest('hex'), chars: text.length }
}

function firstLine(text: string): string {
  const end = text.indexOf('\n')
  return end < 0 ? text : `${text.slice(0, end)} …`
}

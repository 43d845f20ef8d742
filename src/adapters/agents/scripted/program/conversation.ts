import { createHash } from 'node:crypto'
import type { ScriptedSignal } from '../signal.ts'
import { choosePlan } from './choose-plan.ts'
import { type AssignmentMemory, recall, remember } from './memory.ts'
import { type Message, readMessage } from './message.ts'
import type { StepHands } from './perform-step.ts'
import { runPlan } from './run-plan.ts'
import type { Settings } from './settings.ts'

export interface Conversation {
  /** Takes a text that was sent: at once, or after the turns before it. */
  readonly send: (text: string) => void
  /** Ends the running turn; gives back its text when nothing was done yet. */
  readonly interrupt: () => string | null
  readonly busySince: () => number | null
  readonly queued: () => number
}

export interface ConversationHands extends Omit<StepHands, 'assignment' | 'signal' | 'ask'> {
  readonly tell: (signal: ScriptedSignal) => void
  readonly changed: () => void
}

interface Turn {
  readonly text: string
  readonly since: number
  readonly abort: AbortController
  hasShown: boolean
}

/** One turn after the other; texts that come meanwhile wait, as in real agents. */
export function createConversation(settings: Settings, hands: ConversationHands): Conversation {
  const waiting: string[] = []
  let turn: Turn | null = null
  let answer: ((text: string) => void) | null = null

  function send(text: string): void {
    if (answer !== null) {
      hands.tell(receipt(text))
      answer(text)
      answer = null
    } else waiting.push(text)
    hands.changed()
    void next()
  }

  async function next(): Promise<void> {
    const text = turn === null ? waiting.shift() : undefined
    if (text === undefined) return
    turn = { text, since: Date.now(), abort: new AbortController(), hasShown: false }
    hands.tell(receipt(text))
    hands.tell({ kind: 'busy' })
    hands.show(`> ${firstLine(text)}`)
    turn.hasShown = false
    await work(text, turn).catch((error: Error) => hands.show(`I do not understand my steps: ${error.message}`))
    turn = null
    hands.tell({ kind: 'idle' })
    hands.changed()
    void next()
  }

  async function work(text: string, { abort }: Turn): Promise<void> {
    const message = readMessage(text)
    const key = message.assignment ?? 'typed'
    let memory = taken(message, recall(settings.memory, key))
    const plan = await choosePlan(message, memory)
    const keep = (changed: AssignmentMemory): void => {
      memory = changed
      remember(settings.memory, key, memory)
    }
    keep(memory)
    if (plan === null) return show('Understood.')
    await runPlan({
      plan,
      incarnation: settings.incarnation,
      hands: { ...hands, show, ask, assignment: message.assignment, signal: abort.signal },
      keepPlace: place => keep({ ...memory, plans: { ...memory.plans, [plan.name]: { next: place, message: message.id } } }),
    })
    show('Nothing more to do.')
  }

  function show(text: string): void {
    if (turn !== null) turn.hasShown = true
    hands.show(text)
  }

  async function ask(question: string): Promise<string> {
    show(`? ${question}`)
    hands.tell({ kind: 'waiting', for: 'answer', text: question })
    const text = await new Promise<string>(resolve => {
      answer = resolve
    })
    hands.tell({ kind: 'busy' })
    return firstLine(text)
  }

  function interrupt(): string | null {
    if (turn === null) return null
    answer?.('')
    answer = null
    turn.abort.abort()
    return turn.hasShown ? null : turn.text
  }

  return { send, interrupt, busySince: () => turn?.since ?? null, queued: () => waiting.length }
}

function taken(message: Message, memory: AssignmentMemory): AssignmentMemory {
  if (message.kind !== 'brief') return memory
  return { ...memory, briefs: memory.briefs + 1, blocks: message.blocks }
}

function receipt(text: string): ScriptedSignal {
  return { kind: 'receipt', sha256: createHash('sha256').update(text).digest('hex'), chars: text.length }
}

function firstLine(text: string): string {
  const end = text.indexOf('\n')
  return end < 0 ? text : `${text.slice(0, end)} …`
}

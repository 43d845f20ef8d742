import { createHash } from 'node:crypto'
import type { AgentObservation } from '../../../../src/core/ports/agents-port.ts'
import type { FakeClock } from './fake-clock.ts'

/** How a fake agent behaves. If a test says nothing else, it does nothing wrong. */
export interface Behaviour {
  /**
   * What the program looks like. `framed` has an input box that czar can read. `plain` prints texts and answers one below the other,
   * without an input box.
   */
  readonly style: 'framed' | 'plain'
  readonly givesReceipts: boolean
  readonly receiptLagMs: number
  /** How long after a key was typed the program reads it. */
  readonly readLagMs: number
  readonly swallowEnters: number
  readonly swallowWithinMs: number
  /** Whether the program takes each line of a paste as a separate text. */
  readonly tearsLines: boolean
  readonly losesPastes: number
  readonly turnMs: number
  readonly diesOn: 'paste' | 'enter' | 'taken' | null
}

export const INNOCENT: Behaviour = {
  style: 'framed',
  givesReceipts: true,
  receiptLagMs: 30,
  readLagMs: 5,
  swallowEnters: 0,
  swallowWithinMs: 100,
  tearsLines: false,
  losesPastes: 0,
  turnMs: 5000,
  diesOn: null,
}

export type Input = { readonly kind: 'paste' | 'typed'; readonly text: string } | { readonly kind: 'enter' }

export interface FakeAgent {
  readonly input: (input: Input) => void
  readonly die: () => void
  readonly showDialog: (text: string | null) => void
  readonly isAlive: () => boolean
  readonly screen: () => string
  readonly observations: AgentObservation[]
  /** Every text that the agent really took, in order. */
  readonly taken: string[]
  /** How many times Enter was pressed while a dialog was on the screen. */
  readonly blindAnswers: () => number
  /** The text that is in the input line, or still on its way there. */
  readonly unsent: () => string
}

const FOLD_LINES = 3
/** The prompt of the `plain` style, on a line of its own. The cursor stands after it. */
export const PLAIN_PROMPT = 'bot> '

/** A full-screen program with an input box, which runs on a fake clock. */
export function createFakeAgent(clock: FakeClock, behaviour: Behaviour): FakeAgent {
  const observations: AgentObservation[] = [{ kind: 'ready', evidence: 'invented', strength: 'exact' }]
  const taken: string[] = []
  const transcript: string[] = ['an agent']
  const onItsWay: Input[] = []
  let composer = ''
  let shown = ''
  let dialog: string | null = null
  let alive = true
  let busyUntil = 0
  let lastPasteAt = 0
  let blind = 0
  let swallows = behaviour.swallowEnters
  let losses = behaviour.losesPastes

  function input(one: Input): void {
    onItsWay.push(one)
    if (one.kind === 'enter' && dialog !== null) blind += 1
    clock.at(clock.now() + behaviour.readLagMs, () => {
      const next = onItsWay.shift()
      if (alive && next !== undefined) read(next)
    })
  }

  function read(one: Input): void {
    if (one.kind === 'enter') return enter()
    if (one.kind === 'typed') return type(one.text, one.text)
    if (behaviour.diesOn === 'paste') return die()
    if (dialog !== null) return
    if (losses-- > 0) return
    lastPasteAt = clock.now()
    if (!behaviour.tearsLines) return type(one.text, folded(one.text))
    const lines = one.text.split('\n')
    for (const [index, line] of lines.entries()) {
      type(line, line)
      if (index < lines.length - 1) take()
    }
  }

  function type(text: string, drawn: string): void {
    if (dialog !== null) return
    composer += text
    shown += drawn
  }

  function enter(): void {
    if (dialog !== null) return
    if (behaviour.diesOn === 'enter') return die()
    if (swallows > 0) {
      swallows -= 1
      return
    }
    if (clock.now() - lastPasteAt < behaviour.swallowWithinMs || composer === '') return
    take()
  }

  function take(): void {
    const text = composer
    composer = ''
    shown = ''
    taken.push(text)
    transcript.push(`${behaviour.style === 'plain' ? 'read: ' : '> '}${text.split('\n')[0]}`, `answer ${taken.length}: understood`)
    busyUntil = clock.now() + behaviour.turnMs
    observations.push(turn('busy'))
    clock.at(busyUntil, () => alive && clock.now() >= busyUntil && observations.push(turn('idle')))
    if (behaviour.givesReceipts) clock.at(clock.now() + behaviour.receiptLagMs, () => observations.push(receipt(text)))
    if (behaviour.diesOn === 'taken') clock.at(clock.now() + behaviour.receiptLagMs + 1, die)
  }

  function die(): void {
    alive = false
  }

  function screen(): string {
    const lower = dialog === null ? composerLines(behaviour.style, shown, clock.now() < busyUntil) : ['', dialog]
    return [...transcript.slice(-20), ...lower].join('\n')
  }

  return {
    input,
    die,
    showDialog: text => {
      dialog = text
    },
    isAlive: () => alive,
    screen,
    observations,
    taken,
    blindAnswers: () => blind,
    unsent: () => composer + onItsWay.map(one => (one.kind === 'enter' ? '' : one.text)).join(''),
  }
}

function folded(text: string): string {
  const lines = text.split('\n').length
  return lines > FOLD_LINES ? `[Pasted text #1 +${lines} lines]` : text
}

function composerLines(style: Behaviour['style'], shown: string, isBusy: boolean): string[] {
  const working = isBusy ? 'Working… (esc to interrupt)' : ''
  if (style === 'plain') return isBusy ? [working] : [`${PLAIN_PROMPT}${shown}`]
  return [working, '──────', `❯ ${shown}`, '──────', '  a footer']
}

function turn(state: 'busy' | 'idle'): AgentObservation {
  return { kind: 'turn', turn: state, waitingFor: null, text: null, evidence: 'invented', strength: 'exact' }
}

function receipt(text: string): AgentObservation {
  return { kind: 'receipt', sha256: createHash('sha256').update(text).digest('hex'), chars: text.length, evidence: 'invented receipt' }
}

import type { Event } from '../../../core/events/event.ts'
import { AGENT_TRAITS } from '../../../core/model/agent-traits.ts'
import type { AgentProfile } from '../../../core/model/project.ts'
import type { ScreenReading } from '../../../core/ports/agents-port.ts'
import type { AgentState, WorkerState } from '../../../core/state/types/worker-state.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import type { PaneReading } from '../../read-pane.ts'
import { lastWordsOn, questionOn } from './question-on.ts'

/** One reading of a running agent's screen, with the facts that are needed to judge it. */
export interface Glance {
  readonly worker: WorkerState
  readonly agent: AgentState
  readonly profile: AgentProfile
  readonly reading: PaneReading
  readonly screen: string
  /** Whether the last lines of the screen have stayed unchanged so long that the agent probably waits for an answer. */
  readonly isAtRest: () => boolean
  /** Whether the agent was started so recently that it may still be starting up. */
  readonly isStarting: boolean
  /** Whether a person is at the pane. Then the screen may show something that this person opened. */
  readonly isPersonThere: boolean
  /** The program's own signal that it is ready. It is set if czar waits until the screen shows the same before it believes the signal. */
  readonly signalled: Extract<Event, { kind: 'agent.ready' }> | undefined
  /** Whether these words are a part of a text that czar sent. */
  readonly isOwnText: (words: string) => boolean
}

const TEXT_CHARS = 400

/** Turns a reading into an event, or returns null if the reading shows nothing new. */
export function judgeGlance(glance: Glance): Event | null {
  const { reading, agent } = glance
  if (reading.dialog !== null) return dialogEvent(glance, reading.dialog)
  if (agent.readyAt === null) return startEvent(glance)
  if (showsNoPrompt(glance)) return noPromptEvent(glance)
  const { worker, incarnation } = about(glance)
  if (hasOpenDialog(agent)) return { kind: 'agent.ready', worker, incarnation, evidence: 'the dialog is gone', strength: 'inferred' }
  return turnEvent(glance)
}

function about({ worker, agent }: Glance) {
  return { worker: worker.id, incarnation: agent.incarnation }
}

function hasOpenDialog({ dialog }: AgentState): boolean {
  return dialog !== null && dialog.answeredAt === null
}

function dialogEvent(glance: Glance, dialog: NonNullable<ScreenReading['dialog']>): Event | null {
  const { agent, screen } = glance
  const isOpen = hasOpenDialog(agent)
  if (dialog.keys === null) {
    if (isOpen && agent.dialog?.asks === 'login') return null
    return { kind: 'agent.dialog', ...about(glance), text: questionOn(screen, TEXT_CHARS), keys: null, asks: 'login' }
  }
  const text = plainText(dialog.text, TEXT_CHARS)
  return isOpen && agent.dialog?.text === text ? null : { kind: 'agent.dialog', ...about(glance), text, keys: dialog.keys }
}

function startEvent(glance: Glance): Event | null {
  const { agent, profile, reading, screen, signalled } = glance
  const { saysReady, hasKnownPrompt } = AGENT_TRAITS[profile.kind]
  if (reading.ready && (profile.ready !== null || !hasKnownPrompt)) {
    if (!saysReady) return { kind: 'agent.ready', ...about(glance), evidence: 'its screen', strength: 'inferred' }
    if (signalled?.incarnation === agent.incarnation) return { ...signalled, evidence: `${signalled.evidence} and its screen` }
  }
  if (reading.ready || reading.busy || hasOpenDialog(agent) || screen.trim() === '' || !glance.isAtRest()) return null
  return { kind: 'agent.dialog', ...about(glance), text: questionOn(screen, TEXT_CHARS), keys: null }
}

/**
 * Whether the agent shows neither a prompt nor work, and has not signalled that it waits for something. A program that was just started is
 * left out, because it may signal that it is ready before it draws anything. On a busy machine this takes seconds.
 */
function showsNoPrompt({ agent, reading, screen, isStarting, isPersonThere }: Glance): boolean {
  if (isStarting && screen.trim() === '') return false
  return reading.composer === 'unknown' && !reading.busy && agent.turn !== 'waiting' && !isPersonThere
}

function noPromptEvent(glance: Glance): Event | null {
  const { agent, screen, reading } = glance
  const words = lastWordsOn(screen, { maxChars: TEXT_CHARS, isOwnText: glance.isOwnText })
  const text = reading.otherProgram === null ? words : `${reading.otherProgram}: ${words}`
  if (hasOpenDialog(agent) && agent.dialog?.text === text) return null
  if (glance.isAtRest()) return { kind: 'agent.dialog', ...about(glance), text, keys: null }
  if (!hasOpenDialog(agent)) return null
  return { kind: 'agent.ready', ...about(glance), evidence: 'its screen moves again', strength: 'inferred' }
}

/** The event for a program that shows only on its screen whether it works, or for a question in plain words above the prompt. */
function turnEvent(glance: Glance): Event | null {
  const { agent, profile, reading } = glance
  if (AGENT_TRAITS[profile.kind].saysTurns) return busyEvent(glance)
  const asked = reading.busy ? null : reading.question
  if (asked !== null && !glance.isOwnText(asked)) {
    const text = plainText(asked, TEXT_CHARS)
    if ((agent.turn === 'waiting' && agent.waitingText === text) || !glance.isAtRest()) return null
    return { ...turn(glance, 'waiting'), waitingFor: 'answer', text }
  }
  return profile.busy === null && agent.turn === 'waiting' ? turn(glance, 'idle') : busyEvent(glance)
}

function busyEvent(glance: Glance): Event | null {
  const state = glance.reading.busy ? 'busy' : 'idle'
  return glance.profile.busy === null || glance.agent.turn === state ? null : turn(glance, state)
}

function turn(glance: Glance, state: 'busy' | 'idle' | 'waiting'): Extract<Event, { kind: 'agent.turn' }> {
  return { kind: 'agent.turn', ...about(glance), turn: state, waitingFor: null, evidence: 'its screen', strength: 'inferred', text: null }
}

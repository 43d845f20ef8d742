import type { EventKind, Journaled } from '../../../core/model/event.ts'
import { describeEvent, workerOf } from '../../text/describe-event.ts'
import { clockText } from '../../text/moments.ts'
import { steadyText } from '../../text/steady-text.ts'
import { type Line, line, segment, type Tone } from '../line.ts'
import type { Model, Size } from '../model.ts'

/** The newest events, newest last: those that a person wants to hear of, not the journal's own account of the hands. */
export function eventsPanel({ events }: Model, { rows }: Size): readonly Line[] {
  const told = events.filter(event => !isInner(event.kind))
  return told.length === 0 ? [line('nothing has happened yet', 'faint')] : told.slice(-rows).map(drawEvent)
}

/** What was said to the selected worker, and what it said. */
export function messagesPanel({ events, selected }: Model, { rows }: Size): readonly Line[] {
  const talk = events.filter(event => workerOf(event) === selected && isTalk(event.kind))
  return talk.length === 0
    ? [line(`no messages to or from ${selected ?? 'a worker'} lately: czar log has all`, 'faint')]
    : talk.slice(-rows).map(drawEvent)
}

function isInner(kind: EventKind): boolean {
  return kind.startsWith('effect.') || kind === 'agent.novelty' || kind === 'agent.usage' || kind === 'git.observed'
}

function isTalk(kind: EventKind): boolean {
  return kind.startsWith('message.') || kind.startsWith('report.') || kind === 'person.told'
}

function drawEvent(event: Journaled): Line {
  return [
    segment(`${clockText(event.at)} `, 'faint'),
    segment(`${workerOf(event) ?? 'czar'} `, 'strong'),
    segment(`${event.kind} `, toneOf(event)),
    segment(steadyText(describeEvent(event), 500)),
  ]
}

function toneOf(event: Journaled): Tone {
  switch (event.kind) {
    case 'attention.raised':
    case 'assignment.failed':
    case 'task.failed':
    case 'agent.exited':
      return 'bad'
    case 'verification.finished':
      return event.verdict === 'verified' ? 'good' : 'bad'
    case 'report.refused':
    case 'message.undelivered':
      return 'warn'
    default:
      return 'faint'
  }
}

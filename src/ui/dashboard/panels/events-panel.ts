import type { Journaled } from '../../../core/events/event.ts'
import { workerOf } from '../../text/describe-event.ts'
import { clockText } from '../../text/moments.ts'
import { steadyText } from '../../text/steady-text.ts'
import { tellEvent } from '../../text/tell-event.ts'
import { tellTalk } from '../../text/tell-talk.ts'
import { type Line, line, segment, type Tone } from '../lines/line.ts'
import type { Model, Size } from '../model.ts'

/** The latest events that concern a person, the newest last. Technical details are shown only by `czar log`. */
export function eventsPanel({ events }: Model, { rows }: Size): readonly Line[] {
  const told = events.flatMap(event => draw(event, tellEvent(event)))
  return told.length === 0 ? [line('nothing has happened yet', 'faint')] : told.slice(-rows)
}

/** The messages to the selected worker and the worker's own reports, word for word. */
export function messagesPanel({ events, selected }: Model, { rows }: Size): readonly Line[] {
  const talk = events.filter(event => workerOf(event) === selected).flatMap(event => draw(event, tellTalk(event)))
  return talk.length === 0
    ? [line(`no messages to or from ${selected ?? 'a worker'} lately: czar log has all`, 'faint')]
    : talk.slice(-rows)
}

function draw(event: Journaled, text: string | null): readonly Line[] {
  if (text === null) return []
  return [
    [
      segment(`${clockText(event.at)} `, 'faint'),
      segment(`${workerOf(event) ?? 'czar'} `, 'strong'),
      segment(steadyText(text, 500), toneOf(event)),
    ],
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
      return event.verdict === 'verified' ? 'good' : event.verdict === 'rejected' ? 'bad' : 'warn'
    case 'report.refused':
    case 'message.undelivered':
    case 'message.dropped':
    case 'alert.unheard':
      return 'warn'
    default:
      return 'plain'
  }
}

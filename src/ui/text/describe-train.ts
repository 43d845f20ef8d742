import type { Event } from '../../core/events/event.ts'
import { sayAside } from '../../core/landing/say-aside.ts'

type TrainEvents = Extract<Event, { kind: `train.${string}` }>

/** The text for each kind of event about the merge train. */
export const TRAIN_SAYINGS: { readonly [Kind in TrainEvents['kind']]: (event: Extract<TrainEvents, { kind: Kind }>) => string } = {
  'train.begun': event => `on base at ${short(event.base)}`,
  'train.asked': ({ only, without }) =>
    `a person asks for ${only === null ? 'all' : only.join(', ')}${without.length === 0 ? '' : ` without ${without.join(', ')}`}`,
  'train.chained': ({ onto, members }) =>
    members.length === 0 ? `nothing on top of ${short(onto)}` : `${members.map(({ task }) => task).join(', ')} on top of ${short(onto)}`,
  'train.set_aside': event => `${event.task}: ${sayAside(event)}`,
  'train.turned': ({ task, run }) => `${task} is joined once more, its own lines first: ${run.reason}`,
  'train.tested': event => `${short(event.tip)} ${event.isGreen ? 'passed' : 'failed'}${event.reason === '' ? '' : `: ${event.reason}`}`,
  'train.returned': event => `${event.task}: ${event.reasons.join(' ')}`,
  'train.advanced': event => `${event.branch} is at ${short(event.tip)}`,
  'train.looked': event => `base is at ${short(event.base)} as before`,
  'train.landed': ({ base, tip, refused }) => (refused === null ? `${base} is at ${short(tip)}` : `not landed: ${refused}`),
  'train.stopped': event => event.reason,
}

function short(commit: string): string {
  return commit.slice(0, 8)
}

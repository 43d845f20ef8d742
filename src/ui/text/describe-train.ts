import type { Event } from '../../core/events/event.ts'
import type { LeftOut } from '../../core/events/train-event.ts'
import { counted } from '../../core/text/counted.ts'

type TrainEvents = Extract<Event, { kind: `train.${string}` }>

/** What the events of the merge train say, by kind. */
export const TRAIN_SAYINGS: { readonly [Kind in TrainEvents['kind']]: (event: Extract<TrainEvents, { kind: Kind }>) => string } = {
  'train.begun': event => `on base at ${short(event.base)}`,
  'train.chained': ({ onto, members }) =>
    members.length === 0 ? `nothing on top of ${short(onto)}` : `${members.map(({ task }) => task).join(', ')} on top of ${short(onto)}`,
  'train.set_aside': event => `${event.task}: ${sayAside(event)}`,
  'train.tested': event => `${short(event.tip)} ${event.isGreen ? 'passed' : 'failed'}${event.reason === '' ? '' : `: ${event.reason}`}`,
  'train.advanced': event => `${event.branch} is at ${short(event.tip)}`,
  'train.stopped': event => event.reason,
}

/** Why a task is not on the train, as a sentence without its end. */
export function sayAside({ because, files, beside }: Omit<LeftOut, 'task' | 'commit'>): string {
  const others = beside.length === 0 ? 'base' : beside.join(', ')
  if (because === 'conflict') return `conflicts with ${others} in ${counted(files.length, 'file')}: ${files.join(', ')}`
  if (because === 'needs') return `contains work of ${others}, which was set aside`
  return `the tests fail with it and pass without it, on top of ${others}`
}

function short(commit: string): string {
  return commit.slice(0, 8)
}

import type { Event } from '../../core/events/event.ts'
import { plainText } from '../../core/text/plain-text.ts'

type StageEvents = Extract<Event, { kind: `stage.${string}` }>

/** The text for each kind of event about stages. */
export const STAGE_SAYINGS: { readonly [Kind in StageEvents['kind']]: (event: Extract<StageEvents, { kind: Kind }>) => string } = {
  'stage.disproved': ({ task, fault }) =>
    `${task}: \`${plainText(fault.command, 300)}\` fails at ${fault.commit.slice(0, 8)}, about ${fault.about.slice(0, 8)}`,
  'stage.returned': ({ task, from, round, reasons }) => `${task}, from ${from}, time ${round}: ${reasons.join(' ')}`,
}

import type { EventKind, Journaled } from '../../core/events/event.ts'
import { type GaveUp, gaveUpText, launchLine } from '../../core/model/gave-up.ts'
import { describeEvent, workerOf } from '../../ui/text/describe-event.ts'
import { momentText } from '../../ui/text/moments.ts'
import { fitTo } from '../../ui/text/width.ts'
import type { CliIo } from '../io.ts'
import { type Colour, makePaint } from './paint.ts'

/** Makes the function that prints one event for `czar log`: time, number, worker, kind and description, at most as wide as the terminal. */
export function makeEventLine({ stdout, env }: CliIo): (event: Journaled) => string {
  const paint = makePaint(stdout, env)
  return event => {
    const head = `${momentText(event.at)}  ${String(event.seq).padStart(5)}  ${(workerOf(event) ?? '-').padEnd(12)}  `
    const kind = event.kind.padEnd(21)
    const columns = stdout.size()?.columns ?? null
    const saying = describeEvent(event)
    const rest = columns === null ? saying : fitTo(saying, Math.max(0, columns - head.length - kind.length - 2))
    return `${`${paint('dim', head)}${paint(colourOf(event.kind), kind)}  ${rest}`.trimEnd()}\n`
  }
}

/** Says since when a killed czar is no longer relaunched, and which command starts one. The journal does not contain this. */
export function gaveUpLines(gaveUp: GaveUp, { stdout, env }: CliIo): string {
  const paint = makePaint(stdout, env)
  const since = paint('dim', momentText(gaveUp.at))
  return `${since}  ${paint('red', `NEEDS A PERSON: ${gaveUpText(gaveUp)}`)}\n  next: ${launchLine(gaveUp)}   # goes on where it was\n`
}

function colourOf(kind: EventKind): Colour {
  if (/failed|refused|undelivered|missing|abandoned|starved|exited$|raised$/.test(kind)) return 'red'
  if (kind.startsWith('person.')) return 'yellow'
  if (kind.startsWith('verification.') || kind.startsWith('assignment.')) return 'green'
  return kind.startsWith('effect.') || kind === 'agent.novelty' || kind === 'agent.usage' ? 'dim' : 'cyan'
}

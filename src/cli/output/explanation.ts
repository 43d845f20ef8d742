import { plainText } from '../../core/model/plain-text.ts'
import { describeEvent } from '../../ui/text/describe-event.ts'
import { durationText } from '../../ui/text/moments.ts'
import { fitTo } from '../../ui/text/width.ts'
import type { Explanation } from '../explain-worker.ts'
import type { CliIo } from '../io.ts'
import { makeEventLine } from './event-line.ts'
import { makePaint } from './paint.ts'

/** `czar why --json`. */
export function explanationJson({ worker, change, decisions, before }: Explanation): string {
  const { health, reason, evidence, seq, at } = change
  const since = new Date(at).toISOString()
  return `${JSON.stringify({ version: 1, worker, health, reason, since, seq, evidence, decisions, before })}\n`
}

/** One line; with `long` the evidence, the czar's last steps and the events before the change. */
export function renderExplanation(explanation: Explanation, { io, long }: { io: CliIo; long: boolean }): string {
  const { worker, change, decisions, before } = explanation
  const columns = io.stdout.size()?.columns ?? null
  const elapsed = durationText(io.now() - change.at)
  const first = `${plainText(worker, 40)} is ${change.health} for ${elapsed}: ${plainText(change.reason, 1_000)}`
  if (!long) return `${columns === null ? first : fitTo(first, Math.max(columns, 40))}\n`
  const title = (text: string) => makePaint(io.stdout, io.env)('bold', text)
  const evidence = change.evidence.map(text => plainText(text, 2_000, { lines: true }).replace(/^/gm, '  '))
  const steps = decisions.map(event => `  #${event.seq}  ${describeEvent(event)}`)
  const line = makeEventLine(io)
  return [
    first,
    ...(evidence.length > 0 ? ['', title('It rests on'), ...evidence] : []),
    ...(steps.length > 0 ? ['', title('What the czar did'), ...steps] : []),
    ...(before.length > 0 ? ['', title('What it saw before'), ...before.map(event => line(event).trimEnd())] : []),
    '',
  ].join('\n')
}

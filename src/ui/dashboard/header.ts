import { HEALTH_LOOKS, HEALTHS } from '../../core/model/health.ts'
import { counted } from '../../core/text/counted.ts'
import { tokensText } from '../../core/text/spent-text.ts'
import type { StatusView } from '../../core/views/status.ts'
import { countTasks } from '../../core/views/task-counts.ts'
import { costText } from '../text/cost-text.ts'
import { estimateText } from '../text/estimate-text.ts'
import { durationText } from '../text/moments.ts'
import { steadyText } from '../text/steady-text.ts'
import { isFlashing } from './flashing.ts'
import { editLines } from './lines/edit-lines.ts'
import { goneLines } from './lines/gone-lines.ts'
import { heldLines } from './lines/held-lines.ts'
import { type Line, lineWidth, segment, spread } from './lines/line.ts'
import type { CzarConnection, Model } from './model.ts'

/**
 * The header has two rows: the project with the state of its czar, and the numbers of workers by health with the progress. Below them
 * follow a change of the project file, the proven work that czar does not merge by itself, or the reason why no czar will be relaunched and
 * the command that starts one.
 */
export function header(model: Model): readonly Line[] {
  return [...twoRows(model), ...editLines(model), ...heldLines(model), ...goneLines(model)]
}

function twoRows(model: Model): readonly [Line, Line] {
  const { project, view, connection, size } = model
  const who: Line = [
    segment('czar ', 'faint'),
    segment(project, 'strong'),
    segment(`  ${connectionText(connection, view)}`, connectionTone(connection)),
  ]
  if (view === null) return [spread(who, [], size.columns), []]
  return [spread(who, asFits(beside(view), size.columns - lineWidth(who) - 2), size.columns), numbers(model, view)]
}

/** The second row. It shows the expected end only if there is room for everything else. */
function numbers(model: Model, view: StatusView): Line {
  const { connection, now, size } = model
  const isLive = connection.state !== 'over' && connection.state !== 'gone'
  const [left, right] = [healthCounts(view, isFlashing(model, now)), progress(view, now, isLive)]
  const through = isLive ? estimateText(view, now) : ''
  const whole = through === '' ? right : [...right, segment(`, ${through}`, 'faint')]
  return spread(left, lineWidth(left) + lineWidth(whole) < size.columns ? whole : right, size.columns)
}

function connectionText(connection: CzarConnection, view: StatusView | null): string {
  switch (connection.state) {
    case 'connecting':
      return 'connecting ...'
    case 'lost':
      return `does not answer: ${connection.reason}`
    case 'gone':
      return 'no czar, and none comes back by itself'
    case 'over':
      return view?.czar.state === 'finished' ? 'finished' : 'stopped'
    case 'live':
      return view === null ? 'connected' : `${view.czar.state}, pid ${view.czar.pid}`
  }
}

function connectionTone({ state }: CzarConnection) {
  return state === 'live' ? 'good' : state === 'lost' || state === 'gone' ? 'bad' : 'plain'
}

/** The right side of the first row: the fleet's usage, if it is known, and its repository. The most important text comes first. */
function beside({ usage, repo, base }: StatusView): Line {
  const cost = usage.usd === null ? [] : [segment(costText(usage))]
  const tokens = usage.tokens === null ? [] : [segment(`${tokensText(usage.tokens)} tokens`, 'faint')]
  return [...cost, ...tokens, segment(steadyText(`${repo} · ${base}`, 120), 'faint')]
}

/** As many of the parts as fit completely. The project's name is never cut to make room for them. */
function asFits(parts: Line, columns: number): Line {
  const wide = parts.map(part => [segment('  '), part])
  const count = wide.findIndex((_, index) => lineWidth(wide.slice(0, index + 1).flat()) > columns + 2)
  return wide
    .slice(0, count === -1 ? wide.length : count)
    .flat()
    .slice(1)
}

function healthCounts({ workers, attention }: StatusView, flashes: boolean): Line {
  const counts = new Map(HEALTHS.map(health => [health, 0]))
  // A worker that needs a person is counted only as such, and not under its health as well.
  for (const { health, attention } of Object.values(workers)) if (attention === null) counts.set(health, (counts.get(health) ?? 0) + 1)
  const needs =
    attention.length === 0
      ? []
      : [segment(`${attention.length} need${attention.length === 1 ? 's' : ''} you`, flashes ? 'alarm' : 'bad'), segment('  ')]
  const parts = [...counts]
    .filter(([, count]) => count > 0)
    .map(([health, count]) => segment(`${count} ${health}  `, HEALTH_LOOKS[health].tone))
  return [...needs, ...parts]
}

function progress({ tasks, train, started_at, updated_at }: StatusView, now: number, isLive: boolean): Line {
  const { verified, wanted, failed } = countTasks(tasks)
  return [
    segment(`${verified}/${counted(wanted, 'task')} verified`, verified === wanted ? 'good' : 'plain'),
    ...(failed === 0 ? [] : [segment(`, ${failed} failed`, 'bad')]),
    ...(train === null ? [] : together(train)),
    segment(`  ${durationText((isLive ? now : Date.parse(updated_at)) - Date.parse(started_at))}`, 'faint'),
  ]
}

/** How much of the proven work is tested as one tree or already in base, and how much is not. */
function together({ tested, landed, aside, waiting = [], state }: NonNullable<StatusView['train']>): Line {
  const done = tested.length + landed.length
  return [
    ...(done === 0 ? [] : [segment(`, ${done} together`)]),
    ...(aside.length === 0 ? [] : [segment(`, ${aside.length} set aside`, 'warn')]),
    ...(waiting.length === 0 ? [] : [segment(`, ${waiting.length} not merged`, 'warn')]),
    ...(state === 'stopped' ? [segment(', merging stopped', 'bad')] : []),
  ]
}

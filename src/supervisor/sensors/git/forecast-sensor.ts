import type { Journaled } from '../../../core/events/event.ts'
import {
  type ForecastAnswer,
  type ForecastQuestion,
  forecastQuestions,
  memberQuestions,
  withMembers,
} from '../../../core/forecast/forecast-heads.ts'
import { forecastNews } from '../../../core/forecast/forecast-news.ts'
import { pairKey } from '../../../core/forecast/pair-key.ts'
import type { Sensor, SensorContext } from '../sensor.ts'

/** A busy fleet moves all the time, and a conflict is no emergency. */
const LEAST_REST_MS = 3_000
const LONGEST_REST_MS = 60_000
/** A round rests this many times as long as it took: a quarter of a core for two merges at once. */
const REST = 7
/** What git could not tell may be known later: a snapshot was just renewed. */
const AGAIN_MS = 30_000
const MOVES: ReadonlySet<string> = new Set<Journaled['kind']>([
  'git.observed',
  'git.refs',
  'worktree.switched',
  'verification.finished',
  'train.advanced',
  'train.begun',
])

/** Foresees conflicts whenever a head moved, and tells only news. Long: its functions share one round at a time. */
export function createForecastSensor({ hands, state, observe }: SensorContext) {
  let planned: { readonly at: number; readonly cancel: () => void } | null = null
  let isLooking = false
  let hasMoved = false
  let isClosed = false
  let restsUntil = 0
  let unknown: ReadonlySet<string> = new Set()

  function plan(from: number): void {
    const at = Math.max(from, restsUntil)
    if (isClosed || isLooking || (planned !== null && planned.at <= at)) return
    planned?.cancel()
    const cancel = hands.clock.at(at, () => {
      planned = null
      void look()
    })
    planned = { at, cancel }
  }

  async function look(): Promise<void> {
    isLooking = true
    hasMoved = false
    const startedAt = hands.clock.steady()
    try {
      await lookOnce()
    } catch (error) {
      // Unknown is no news: the next move of a head looks again.
      hands.log.warn({ error: String(error) }, 'conflicts could not be foreseen')
    }
    isLooking = false
    const rest = Math.min(Math.max((hands.clock.steady() - startedAt) * REST, LEAST_REST_MS), LONGEST_REST_MS)
    restsUntil = hands.clock.now() + rest
    if (hasMoved) plan(restsUntil)
    else if (unknown.size > 0) plan(hands.clock.now() + AGAIN_MS)
  }

  async function lookOnce(): Promise<void> {
    const answers = await ask(forecastQuestions(state()))
    const found = withMembers(answers, await ask(memberQuestions(state(), answers)))
    if (isClosed) return
    // A snapshot that is just renewed is unknown for a moment: only the second such answer in a row counts.
    const before = unknown
    unknown = new Set(found.flatMap(([question, { kind }]) => (kind === 'unknown' ? [pairKey(question)] : [])))
    const isOpen = (pair: Parameters<typeof pairKey>[0]) => unknown.has(pairKey(pair)) && !before.has(pairKey(pair))
    const news = forecastNews(
      state().forecast.filter(pair => !isOpen(pair)),
      found.filter(([question]) => !isOpen(question)),
    )
    if (news !== null) observe(news)
  }

  async function ask(questions: readonly ForecastQuestion[]): Promise<readonly ForecastAnswer[]> {
    const answers = questions.length === 0 ? [] : await hands.git.forecast.foresee(questions)
    return answers.flatMap((answer, at) => {
      const question = questions[at]
      return question === undefined ? [] : [[question, answer] as const]
    })
  }

  return {
    onEvents(events: readonly Journaled[]) {
      if (hands.project.policy.forecast === 'off' || !events.some(({ kind }) => MOVES.has(kind))) return
      hasMoved = true
      plan(hands.clock.now())
    },
    async close() {
      isClosed = true
      planned?.cancel()
      await hands.git.forecast.close()
    },
  } satisfies Sensor
}

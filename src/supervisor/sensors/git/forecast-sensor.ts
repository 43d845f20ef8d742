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

/** The shortest pause after a forecast. Branches of a busy fleet move all the time, and finding a conflict a little later does no harm. */
const LEAST_REST_MS = 3_000
const LONGEST_REST_MS = 60_000
/** The pause after a forecast is this many times as long as the forecast took. So git takes at most a quarter of a core on average. */
const REST = 3
/** If git could not answer, czar asks again after this time. Git may just have been making a new snapshot of its objects. */
const AGAIN_MS = 30_000
const MOVES: ReadonlySet<string> = new Set<Journaled['kind']>([
  'git.observed',
  'git.refs',
  'worktree.switched',
  'verification.finished',
  'train.advanced',
  'train.begun',
])

/**
 * Predicts which branches will conflict, whenever a branch has moved, and records only changes. Long: the inner functions share the
 * running forecast.
 */
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
      // An unknown result is not recorded. Czar tries again when a branch moves.
      hands.log.warn({ error: String(error) }, 'the forecast of conflicts failed')
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
    // While git's snapshot of objects is being renewed, an answer is unknown for a moment. So "unknown" counts as an answer only if it
    // comes twice in a row.
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

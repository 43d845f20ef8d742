import { onTestFinished } from 'vitest'
import type { CommandAnswer } from '../../../src/core/events/command.ts'
import type { StatusView } from '../../../src/core/views/status.ts'
import { runDashboard } from '../../../src/ui/dashboard/run-dashboard.tsx'
import { until } from '../../support/until.ts'
import { aCzar, type TestCzar } from './a-czar.ts'
import { aScreen, type TestScreen } from './a-screen.ts'

export interface Shown {
  readonly screen: TestScreen
  readonly czar: TestCzar
  /** Waits until the screen contains this, and resolves with the text of the screen. */
  readonly untilShows: (text: string | RegExp) => Promise<string>
  /** Resolves when the dashboard has ended. */
  readonly over: Promise<'quit' | 'back'>
}

export interface ShowOptions {
  readonly columns: number
  readonly rows: number
  readonly isColourful?: boolean
  readonly answer?: CommandAnswer
}

/** Starts a dashboard for a stand-in of the czar, on an emulated terminal, and waits for its first picture. */
export async function showDashboard(view: StatusView, { columns, rows, isColourful = true, answer }: ShowOptions): Promise<Shown> {
  const screen = aScreen(columns, rows)
  const czar = aCzar(view, answer)
  const keyboard = { stdin: screen.stdin, lend: <Result>(run: () => Promise<Result>) => run(), close: () => {} }
  const over = runDashboard(czar.world, { keyboard, stdout: screen.stdout, isColourful })
  onTestFinished(async () => {
    screen.press('\x03')
    await over
  })
  const untilShows = (text: string | RegExp) =>
    until(screen.text, now => (typeof text === 'string' ? now.includes(text) : text.test(now)), { what: `the screen shows ${text}` })
  await untilShows(/supervising|stopped|finished/)
  return { screen, czar, untilShows, over }
}

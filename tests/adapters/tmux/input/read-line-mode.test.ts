import { expect, test } from 'vitest'
import { parseLineMode } from '../../../../src/adapters/tmux/input/read-line-mode.ts'
import { until } from '../../../support/until.ts'
import { startFleet } from '../support/fleet.ts'

test.each([
  ['Linux, as a line is at first', 'speed 38400 baud; line = 0;\n-parenb cs8\nisig icanon iexten echo echoe -echonl', 'lines'],
  ['Linux, as read -s leaves it', 'isig icanon iexten -echo echoe', 'secret'],
  ['Linux, of an editor', 'isig -icanon iexten -echo', 'keys'],
  ['macOS', 'lflags: icanon isig iexten -echo echoe -echok\niflags: -istrip icrnl', 'secret'],
  ['nothing', '', null],
])('the mode of a terminal line is read: %s', (_, settings, mode) => {
  expect(parseLineMode(settings)).toBe(mode)
})

test('a real pane shows when it hides typed characters, and when it shows the alternate screen', async () => {
  const fleet = await startFleet()
  const script =
    'stty -echo; printf "> "; read -r line; stty echo -icanon; printf "\\033[?1049h"; read -r line; printf "\\033[?2004h"; read -r line'
  const { pane } = await fleet.create('a', ['sh', '-c', script])
  const look = async () => [(await fleet.tmux.facts(pane)).lineMode, (await fleet.tmux.screen(pane)).isAlternate] as const
  await until(look, ([mode, isAlternate]) => mode === 'secret' && !isAlternate)
  await fleet.tmux.keys(pane, ['Enter'])
  await until(look, ([mode, isAlternate]) => mode === 'keys' && isAlternate)
  await fleet.tmux.keys(pane, ['Enter'])
  await until(look, ([mode]) => mode === null)
})

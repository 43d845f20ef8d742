import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'always shows its composer, and for five seconds the words of its `busy` pattern above it',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^│ > ' }, busy: { screen: 'esc to interrupt' } },
  async play(terminal) {
    let turn = 0
    let isBusy = true
    const above = () => ['mybot 1.0', '', isBusy ? `${'⠋⠙⠹⠸⠼⠴⠦⠧'[turn++ % 8]} Indexing (esc to interrupt)` : 'Indexed.']
    const box = composeBox(terminal, { above })
    terminal.shows('busy')
    const timer = setInterval(box.draw, 120)
    await terminal.pause(5_000)
    clearInterval(timer)
    isBusy = false
    box.draw()
    terminal.shows('prompt')
  },
}

import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'replaces its prompt by a question ten seconds after the brief',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, {
      onTaken(line) {
        stage.write('* Started the build\r\n')
        setTimeout(line.open, 500)
        setTimeout(() => {
          stage.hear(() => {})
          stage.write('\r\n\r\nThe build wants 80 GB. Clear the cache? (Y/n) ')
          stage.shows('question', 'Clear the cache?')
        }, 4_000)
      },
    })
  },
}

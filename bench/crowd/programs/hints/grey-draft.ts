import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows behind its brief a draft in a grey that its empty composer did not have, with the cursor at its start',
  expects: { brief: 'whole' },
  play(stage) {
    composeLine(stage, {
      prompt: '> ',
      onTaken() {
        stage.write('● done\r\n\r\n> \x1b7\x1b[38;2;150;150;150mdo not push to production yet\x1b[0m\x1b8')
        stage.shows('draft')
      },
    })
  },
}

import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'has `$` for a prompt, and its profile says nothing',
  expects: { brief: 'whole or told', because: /\$/ },
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, { prompt: '$ ' })
  },
}

import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'turns bracketed paste off while it works and on with its prompt, as readline does',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(stage) {
    stage.write('mybot 1.0\r\n\r\n')
    composeLine(stage, {
      onTaken(line) {
        stage.bracketedPaste(false)
        stage.write('* Working\r\n')
        setTimeout(() => {
          stage.bracketedPaste(true)
          line.open()
        }, 3_000)
      },
    })
  },
}

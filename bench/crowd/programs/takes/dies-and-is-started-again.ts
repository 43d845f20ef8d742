import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'ends at Enter; its wrapper says so and starts it again',
  expects: { brief: 'lost' },
  play: stage => void begin(stage),
}

function begin(stage: Parameters<NonNullable<Program['play']>>[0]): void {
  const line = composeLine(stage, {
    prompt: '> ',
    onEnter() {
      if (line.text() === '') return false
      stage.write('\r\nSegmentation fault (core dumped)\r\n[wrapper] started again\r\n\r\n')
      begin(stage)
      return true
    },
  })
}

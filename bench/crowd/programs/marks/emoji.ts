import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'has a wide character before the mark',
  expects: { brief: 'whole or told', because: /🤖/ },
  play(stage) {
    composeLine(stage, { prompt: '🤖 > ' })
  },
}

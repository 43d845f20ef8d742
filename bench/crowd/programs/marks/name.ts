import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'has its name before the mark, as many do: `mybot> `',
  expects: { brief: 'whole or told', because: /mybot>/ },
  play(stage) {
    composeLine(stage, { prompt: 'mybot> ' })
  },
}

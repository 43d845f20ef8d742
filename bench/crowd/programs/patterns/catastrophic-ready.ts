import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a pattern for `ready` that a matching engine can take for ever with, and a screen that makes it',
  expects: { brief: 'none', watchMs: 20_000 },
  profile: { ready: { screen: '^(a+)+$' } },
  batch: 'catastrophic',
  play(stage) {
    stage.write(`${'a'.repeat(120)}!\r\n\r\n`)
    composeLine(stage, { prompt: 'mybot> ' })
  },
}

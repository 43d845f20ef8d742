import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has a pattern for `limits` that a matching engine can take for ever with, and a screen that makes it',
  expects: { brief: 'whole' },
  profile: { ready: { screen: '^mybot> $' }, limits: [{ screen: '^(a*)*b$' }] },
  batch: 'catastrophic',
  play(stage) {
    stage.write(`${'a'.repeat(120)}!\r\n\r\n`)
    composeLine(stage, { prompt: 'mybot> ' })
  },
}

import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'loses a tenth of the text, from its middle',
  expects: {
    brief: 'cut',
    because: /never seen|not seen|not whole|cut off|incomplete|in part|partly|differs|missing|not the text|first [\d,]+/i,
  },
  profile: MYBOT,
  play(stage) {
    composeLine(stage, { keep: (part, index) => (index > 60 && index < 80 ? '' : part) })
  },
}

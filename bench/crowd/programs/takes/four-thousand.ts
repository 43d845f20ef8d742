import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'takes the first 4,094 characters of a text and drops the rest',
  expects: {
    brief: 'cut',
    because: /never seen|not seen|not whole|cut off|incomplete|in part|partly|differs|missing|not the text|first [\d,]+/i,
  },
  profile: MYBOT,
  play(terminal) {
    let kept = 0
    composeLine(terminal, {
      keep(part) {
        const head = part.slice(0, Math.max(0, 4_094 - kept))
        kept += head.length
        return head
      },
    })
  },
}

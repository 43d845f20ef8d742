import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'takes the first 4,094 characters of a text and drops the rest',
  expects: {
    brief: 'cut',
    because: /never seen|not whole|cut off|incomplete|in part|partly|of its \d|shows|differs|does not|missing|not the text/i,
  },
  play(stage) {
    let kept = 0
    composeLine(stage, {
      keep(part) {
        const head = part.slice(0, Math.max(0, 4_094 - kept))
        kept += head.length
        return head
      },
    })
  },
}

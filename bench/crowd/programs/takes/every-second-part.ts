import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'drops every second line of its input',
  expects: {
    brief: 'cut',
    because: /never seen|not seen|not whole|cut off|incomplete|in part|partly|differs|missing|not the text|first [\d,]+/i,
  },
  profile: MYBOT,
  play(terminal) {
    composeLine(terminal, { keep: (part, index) => (index % 4 < 2 ? part : '') })
  },
}

import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'drops every second line of what comes',
  expects: {
    brief: 'cut',
    because: /never seen|not whole|cut off|incomplete|in part|partly|of its \d|shows|differs|does not|missing|not the text/i,
  },
  play(stage) {
    composeLine(stage, { keep: (part, index) => (index % 4 < 2 ? part : '') })
  },
}

import type { Program } from '../../program.ts'
import { composeLine } from '../../stage/line-composer.ts'

export const program: Program = {
  does: 'shows `[Pasted 40 lines]` of a longer text, and takes no more than these',
  expects: {
    brief: 'cut',
    because: /never seen|not whole|cut off|incomplete|in part|partly|of its \d|shows|differs|does not|missing|not the text/i,
  },
  play(stage) {
    let kept = ''
    const composer = composeLine(stage, {
      keep(part) {
        kept += part
        return kept.split('\n').length <= 40 ? part : ''
      },
      echo: () => '',
      onPasted: () => stage.write('[Pasted 40 lines]'),
    })
    composer.text()
  },
}

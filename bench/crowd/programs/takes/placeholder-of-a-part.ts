import { MYBOT } from '../../../stage/ask.ts'
import { composeLine } from '../../../stage/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows `[Pasted 40 lines]` for a longer text, and takes only these lines',
  expects: {
    brief: 'cut',
    because: /never seen|not seen|not whole|cut off|incomplete|in part|partly|differs|missing|not the text|first [\d,]+/i,
  },
  profile: MYBOT,
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

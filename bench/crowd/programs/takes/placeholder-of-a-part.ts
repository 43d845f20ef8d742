import { MYBOT } from '../../../terminal/ask.ts'
import { composeLine } from '../../../terminal/line-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows `[Pasted 40 lines]` for a longer text, and takes only these lines',
  expects: {
    brief: 'cut',
    because: /never seen|not seen|not whole|cut off|incomplete|in part|partly|differs|missing|not the text|first [\d,]+/i,
  },
  profile: MYBOT,
  play(terminal) {
    let kept = ''
    const composer = composeLine(terminal, {
      keep(part) {
        kept += part
        return kept.split('\n').length <= 40 ? part : ''
      },
      echo: () => '',
      onPasted: () => terminal.write('[Pasted 40 lines]'),
    })
    composer.text()
  },
}

import { composeBox } from '../../../terminal/box-composer.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'hides the cursor and draws none of its own; its profile says what its prompt is',
  expects: { brief: 'whole' },
  profile: { ready: { screen: 'mybot> +│$' } },
  play(terminal) {
    composeBox(terminal, { cursor: 'hidden', mark: 'mybot> ', above: () => ['mybot 1.0', ''] })
  },
}

import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks as aider does; Enter means Yes',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen: "git push --force origin main\r\nRun shell command? (Y)es/(N)o/(D)on't ask again [Yes]: ",
      words: ['git push --force origin main', '[Yes]'],
    })
  },
}

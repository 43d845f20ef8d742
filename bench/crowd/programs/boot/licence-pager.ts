import { ask } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'shows its licence in a pager, which waits at --More--',
  expects: { brief: 'none' },
  play(terminal) {
    const lines = Array.from({ length: 40 }, (_, line) => `${line + 1}. The licensee agrees.`)
    ask(terminal, { screen: `${lines.join('\r\n')}\r\n\x1b[7m--More--(32%)\x1b[m`, words: ['--More--'] })
  },
}

import { askAfterBrief } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'has started a shell that waits for the rest of a here-document and shows the same mark as its own prompt',
  expects: { brief: 'whole' },
  play(terminal) {
    askAfterBrief(terminal, { screen: 'bash-5.2$ cat > notes <<EOF\r\n> ', words: ['cat > notes <<EOF'] }, { prompt: '> ' })
  },
}

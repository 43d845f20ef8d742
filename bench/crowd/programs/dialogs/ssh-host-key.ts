import { askAfterBrief, MYBOT } from '../../../terminal/ask.ts'
import type { Program } from '../../program.ts'

export const program: Program = {
  does: 'asks whether the key of a host is right',
  expects: { brief: 'whole' },
  profile: MYBOT,
  play(terminal) {
    askAfterBrief(terminal, {
      screen:
        "The authenticity of host 'git.example.com (192.0.2.7)' can't be established.\r\nED25519 key fingerprint is SHA256:abc.\r\nAre you sure you want to continue connecting (yes/no/[fingerprint])? ",
      words: ['Are you sure you want to continue connecting'],
    })
  },
}

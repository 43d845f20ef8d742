import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bypassSitting, typeDrafts } from './common-sittings.ts'
import type { AtPane, Sitting } from './sitting.ts'

const READY = /^› /m
const EMPTY = /^› (?:Ask Codex|Find|Explain|Write|Improve|Implement|Summarize|Run|Use|$)/m

async function empty(at: AtPane): Promise<void> {
  at.press('C-u')
  await at.sees(EMPTY)
}

/** Adds keys at the top of Codex's settings, before any table. */
function onTop(text: string): (home: string) => void {
  return home => {
    const file = join(home, 'codex', 'config.toml')
    appendFileSync(file, text)
  }
}

export const codexSittings: readonly Sitting[] = [
  {
    name: 'drafts',
    async play(at) {
      await typeDrafts(at, { ready: READY, empty })
      at.press('C-u', 'BSpace')
      await empty(at)
      at.paste('first line\n  second line')
      await at.shows('draft-pasted-short', /second line/)
      at.press('C-u', 'BSpace')
      await empty(at)
      at.paste('one line of many\n'.repeat(400))
      await at.shows('draft-pasted-long', /Pasted Content/)
      await empty(at)
      at.type('so many words that they wrap '.repeat(8))
      await at.shows('draft-wrapped', /they wrap/)
      await empty(at)
      at.type('!')
      await at.shows('shell-mode', /^[!›] ?.*\n[\s\S]*/m)
      at.press('BSpace')
      await at.sees(READY)
    },
  },
  {
    name: 'menus',
    async play(at) {
      await at.sees(READY)
      await at.send('HELLO', /• All done/)
      await at.shows('answered', /All done/)
      await at.send('QUOTE it', /That is all/)
      await at.shows('answered-with-marks', /That is all/)
      at.type('/')
      await at.shows('command-menu', /\/model/)
      at.press('BSpace')
      await at.sees(EMPTY)
      at.type('look at @READ')
      await at.shows('file-menu', /README\.md/)
      await at.escape()
      await empty(at)
      await at.send('/model', /Select [Mm]odel/)
      await at.shows('model-picker', /Select [Mm]odel/)
      await at.escape()
      await at.sees(READY)
      await at.send('/compact', /[Cc]ompacted/)
      await at.shows('after-compact', /[Cc]ompacted/)
      await at.send('/clear', EMPTY)
      await at.shows('after-clear', EMPTY)
    },
  },
  {
    name: 'turns',
    async play(at) {
      await at.sees(READY)
      await at.send('PERMIT it', /1\. Yes, proceed/)
      await at.shows('permission', /1\. Yes, proceed/)
      await at.escape()
      await at.sees(EMPTY)
      await at.send('CHOOSE one', /enter to submit answer/)
      await at.shows('question', /enter to submit answer/)
      await at.escape()
      await at.sees(EMPTY)
      await at.send('Go SLOWLY', /esc to interrupt/)
      await at.shows('busy', /esc to interrupt/)
      at.type('and one more thing')
      await at.shows('busy-draft', /and one more thing/)
      at.press('Enter')
      await at.shows('busy-queued', /and one more thing/)
      await at.escape()
      await at.shows('interrupted', /interrupted|Interrupted/)
    },
  },
  bypassSitting(READY),
  {
    name: 'errors',
    async play(at) {
      await at.sees(READY)
      await at.send('WRONG', /Wrong shape/)
      await at.shows('error-refused', /Wrong shape/)
      await at.send('OVERLOADED now', /Overloaded/)
      await at.shows('error-overloaded', /Overloaded/)
      await at.send('LIMITED now', /exceeded retry limit/)
      await at.shows('error-limited', /exceeded retry limit/)
      await at.send('REFUSED now', /401 Unauthorized/)
      await at.shows('error-key', /401 Unauthorized/)
    },
  },
  {
    name: 'vim',
    settle: onTop('[tui]\nvim_mode_default = true\n'),
    async play(at) {
      await at.shows('vim-start', READY)
      at.type('i')
      at.type('fix the parser')
      await at.shows('vim-insert-draft', /parser/)
      await at.escape()
      await at.shows('vim-normal-draft', /parser/)
      at.press('d', 'd')
      await at.shows('vim-normal-empty', READY)
    },
  },
  {
    name: 'narrow',
    size: { columns: 80, rows: 24 },
    async play(at) {
      await at.shows('narrow-empty', READY)
      at.type('so many words that they wrap '.repeat(6))
      await at.shows('narrow-draft', /they wrap/)
    },
  },
  {
    name: 'trust',
    argv: argv =>
      argv.filter((_, at) => !/^projects=/.test(argv[at] ?? '') && !(argv[at] === '-c' && /^projects=/.test(argv[at + 1] ?? ''))),
    play: at => at.shows('trust', /Trust this folder|Do you trust/),
  },
  {
    name: 'hooks',
    argv: argv => argv.filter(word => word !== '--dangerously-bypass-hook-trust'),
    play: at => at.shows('hooks', /[Hh]ooks? need/),
  },
  {
    name: 'login',
    settle: home => writeFileSync(join(home, 'codex', 'config.toml'), '[analytics]\nenabled = false\n'),
    play: at => at.shows('login', /Sign in with ChatGPT/),
  },
]

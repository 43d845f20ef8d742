import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bypassSitting, typeDrafts } from './common-sittings.ts'
import type { AtPane, Sitting } from './sitting.ts'

/** The line below the input box that shows the agent and the model. opencode ignores keys until this line is drawn. */
const READY = /^ *┃ .* · \S.*\n *╹▀/m
const EMPTY = /^ *┃ *(?:Ask anything.*)?\n(?:.*\n)?.* · \S.*\n *╹▀/m

async function empty(at: AtPane): Promise<void> {
  at.press('C-c')
  await at.sees(EMPTY)
}

function settings(changes: object): (home: string) => void {
  return home => {
    const file = join(home, 'opencode.json')
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...changes }))
  }
}

export const opencodeSittings: readonly Sitting[] = [
  {
    name: 'drafts',
    async play(at) {
      await typeDrafts(at, { ready: READY, empty })
      await empty(at)
      at.paste('first line\n  second line')
      await at.shows('draft-pasted-short', /second line/)
      await empty(at)
      at.paste('one line of many\n'.repeat(40))
      await at.shows('draft-pasted-long', /Pasted ~/)
      await empty(at)
      at.type('so many words that they wrap '.repeat(8))
      await at.shows('draft-wrapped', /they wrap/)
      await empty(at)
      at.type('!')
      await at.shows('shell-mode', /[Ss]hell/)
      await at.escape()
      await at.sees(READY)
    },
  },
  {
    name: 'menus',
    async play(at) {
      await at.sees(READY)
      await at.send('HELLO', /All done/)
      await at.shows('answered', /All done/)
      await at.send('QUOTE it', /That is all/)
      await at.shows('answered-with-marks', /That is all/)
      at.type('/')
      await at.shows('command-menu', /\/\w+ {3,}/)
      await at.escape()
      at.press('BSpace')
      await at.sees(EMPTY)
      at.type('look at @READ')
      await at.shows('file-menu', /README\.md/)
      await at.escape()
      await empty(at)
      at.press('C-p')
      await at.shows('command-palette', /Commands/)
      await at.escape()
      await at.sees(EMPTY)
      await at.send('/models', /Select model/)
      await at.shows('model-picker', /Select model/)
      await at.escape()
      await at.sees(EMPTY)
      await at.send('/compact', /[Cc]ompact/)
      await at.shows('after-compact', /[Cc]ompact/)
      await at.send('/new', /Ask anything/)
      await at.shows('after-clear', /Ask anything/)
    },
  },
  {
    name: 'turns',
    async play(at) {
      await at.sees(READY)
      await at.send('PERMIT it', /Allow once/)
      await at.shows('permission', /Allow once/)
      await at.escape()
      await at.sees(READY)
      await at.send('CHOOSE one', /the Blue one/)
      await at.shows('question', /the Blue one/)
      await at.escape()
      await at.sees(READY)
      await at.send('Go SLOWLY', /esc interrupt/)
      await at.shows('busy', /esc interrupt/)
      at.type('and one more thing')
      await at.shows('busy-draft', /and one more thing/)
      at.press('Enter')
      await at.shows('busy-queued', /QUEUED/)
      await at.escape()
      await at.shows('interrupt-again', /again to interrupt/)
      await at.escape()
      await at.shows('interrupted', /interrupted/i)
    },
  },
  bypassSitting(READY),
  {
    name: 'errors',
    async play(at) {
      await at.sees(READY)
      await at.send('WRONG', /Wrong shape/)
      await at.shows('error-refused', /Wrong shape/)
      await at.send('REFUSED now', /Wrong key/)
      await at.shows('error-key', /Wrong key/)
      await at.send('LIMITED now', /retrying/)
      await at.shows('retrying', /retrying/)
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
    name: 'login',
    settle: settings({ model: undefined, small_model: undefined, provider: {}, disabled_providers: ['opencode', 'anthropic'] }),
    play: at => at.shows('login', /No provider selected/),
  },
]

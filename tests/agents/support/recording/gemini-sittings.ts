import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { typeDrafts } from './common-sittings.ts'
import type { AtPane, Sitting } from './sitting.ts'

const READY = /Type your message/

async function empty(at: AtPane): Promise<void> {
  at.press('C-u')
  await at.sees(READY)
}

/** Changes the settings that the czar wrote for the worker, because the user's own settings cannot override these keys. */
function inWorkersHome(changes: (settings: Record<string, unknown>) => object): (home: string) => void {
  return home => {
    const file = join(home, 'agent', 'gemini-home-api', '.gemini', 'settings.json')
    writeFileSync(file, JSON.stringify(changes(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)))
  }
}

export const geminiSittings: readonly Sitting[] = [
  {
    name: 'drafts',
    async play(at) {
      await typeDrafts(at, { ready: READY, empty })
      at.press('C-u', 'BSpace', 'C-u')
      await empty(at)
      at.paste('first line\n  second line')
      await at.shows('draft-pasted-short', /second line/)
      at.press('C-u', 'BSpace', 'C-u')
      await empty(at)
      at.paste('one line of many\n'.repeat(40))
      await at.shows('draft-pasted-long', /Pasted Text/)
      at.press('C-c')
      await at.sees(READY)
      at.type('so many words that they wrap '.repeat(8))
      await at.shows('draft-wrapped', /they wrap/)
      at.press('C-c')
      await at.sees(READY)
      at.type('!')
      await at.shows('shell-mode', /[Ss]hell/)
      await at.escape()
      await at.sees(READY)
      at.press('C-c')
      await at.shows('press-again', /Press Ctrl\+C again/)
    },
  },
  {
    name: 'menus',
    async play(at) {
      await at.sees(READY)
      await at.send('HELLO', /All done/)
      await at.sees(READY)
      await at.shows('answered', /All done/)
      await at.send('QUOTE it', /That is all/)
      await at.sees(READY)
      await at.shows('answered-with-marks', /That is all/)
      at.type('/mo')
      await at.shows('command-menu', /model/)
      at.press('C-u')
      await at.sees(READY)
      at.type('look at @READ')
      await at.shows('file-menu', /README\.md/)
      await at.escape()
      at.press('C-u')
      await at.sees(READY)
      at.press('C-r')
      await at.shows('history-search', /\(r:\)|reverse|search/i)
      await at.escape()
      await at.sees(READY)
      await at.send('/model', /Select Model/)
      await at.shows('model-picker', /Select Model/)
      await at.escape()
      await at.sees(READY)
      await at.send('/compress', /ompress/)
      await at.shows('after-compact', /ompress(?:ed|ion)/)
      await at.send('/clear', READY)
      await at.shows('after-clear', READY)
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
      await at.sees(/^ *> +Type/m)
      await at.send('CHOOSE one', /Enter to select/)
      await at.shows('question', /Enter to select/)
      await at.escape()
      await at.sees(READY)
      await at.send('Go SLOWLY', /esc to cancel/)
      await at.shows('busy', /esc to cancel/)
      at.type('and one more thing')
      await at.shows('busy-draft', /and one more thing/)
      at.press('Enter')
      await at.shows('busy-queued', /[Qq]ueued|and one more thing/)
      await at.escape()
      await at.shows('interrupted', /cancelled/i)
    },
  },
  {
    name: 'bypass',
    otherwise: 'allow',
    async play(at) {
      await at.shows('empty-bypass', READY)
      await at.send('HELLO', /All done/)
      await at.send('QUOTE it', /That is all/)
      await at.sees(READY)
      await at.shows('answered-bypass', READY)
      at.type('fix the parser')
      await at.shows('draft-bypass', /fix the parser/)
    },
  },
  {
    name: 'errors',
    async play(at) {
      await at.sees(READY)
      await at.send('WRONG', /Wrong shape/)
      await at.sees(READY)
      await at.shows('error-refused', /Wrong shape/)
      await at.send('REFUSED now', /Wrong key/)
      await at.sees(READY)
      await at.shows('error-key', /Wrong key/)
      await at.send('LIMITED now', /esc to cancel/)
      await at.shows('retrying', /esc to cancel/)
    },
  },
  {
    name: 'vim',
    prepared: inWorkersHome(settings => ({ ...settings, general: { ...(settings['general'] as object), vimMode: true } })),
    async play(at) {
      await at.shows('vim-start', /\[(?:INSERT|NORMAL)\]/)
      at.type('i')
      at.type('fix the parser')
      await at.shows('vim-insert-draft', /parser/)
      await at.escape()
      await at.shows('vim-normal-draft', /NORMAL/)
      at.press('d', 'd')
      await at.shows('vim-normal-empty', /NORMAL/)
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
    argv: argv => argv.filter(word => word !== '--skip-trust'),
    play: at => at.shows('trust', /Do you trust/),
  },
  { name: 'login', env: { GEMINI_API_KEY: '' }, play: at => at.shows('login', /How would you like to authenticate/) },
]

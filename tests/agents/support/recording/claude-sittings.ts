import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bypassSitting, typeDrafts } from './common-sittings.ts'
import type { AtPane, Sitting } from './sitting.ts'

const READY = /^❯/m
const LINES = 'first line\n  second line'

/** Changes one of Claude Code's two settings files. */
function settings(file: 'settings.json' | '.claude.json', changes: object): (home: string) => void {
  return home => {
    const path = join(home, 'claude', file)
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...changes }))
  }
}

async function empty(at: AtPane): Promise<void> {
  at.press('C-u')
  await at.sees(/^❯\s*$/m)
}

export const claudeSittings: readonly Sitting[] = [
  {
    name: 'drafts',
    async play(at) {
      await typeDrafts(at, { ready: READY, empty })
      at.press('C-u', 'BSpace', 'C-u')
      await empty(at)
      at.paste(LINES)
      await at.shows('draft-pasted-short', /second line/)
      at.press('C-u', 'BSpace', 'C-u')
      await empty(at)
      at.paste('one line of many\n'.repeat(40))
      await at.shows('draft-pasted-long', /Pasted text/)
      await empty(at)
      at.type('so many words that they wrap '.repeat(8))
      await at.shows('draft-wrapped', /they wrap/)
      at.press('C-u', 'C-u', 'C-u', 'C-u')
      await empty(at)
      at.type('!')
      await at.shows('shell-mode', /! for (?:shell|bash)|^!/m)
      at.press('BSpace')
      await empty(at)
      at.press('C-c')
      await at.shows('press-again', /Press Ctrl-C again/)
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
      await empty(at)
      at.type('look at @READ')
      await at.shows('file-menu', /\+? ?README\.md/)
      await empty(at)
      at.press('C-r')
      await at.shows('history-search', /search/i)
      await at.escape()
      await empty(at)
      at.press('C-o')
      await at.shows('transcript', /transcript/i)
      at.press('C-o')
      await at.sees(/^❯\s*$/m)
      await at.escape()
      await at.escape()
      await at.shows('rewind-menu', /Rewind|restore/i)
      await at.escape()
      await at.sees(/^❯\s*$/m)
      await at.send('/model', /Select [Mm]odel/)
      await at.shows('model-picker', /Select [Mm]odel/)
      await at.escape()
      await at.sees(/^❯\s*$/m)
      for (const word of ['once', 'twice', 'thrice']) await at.send(`HELLO ${word}`, new RegExp(`${word}\\s+● All done`))
      await at.send('/compact', /[Cc]ompacted/)
      await at.shows('after-compact', /[Cc]ompacted/)
      await at.send('/clear', /\/clear/)
      await at.shows('after-clear', /^❯\s*$/m)
    },
  },
  {
    name: 'turns',
    async play(at) {
      await at.sees(READY)
      await at.send('PERMIT it', /Do you want to proceed/)
      await at.shows('permission', /Do you want to proceed/)
      await at.escape()
      await at.sees(/^❯\s*$/m)
      await at.send('CHOOSE one', /Type something/)
      await at.shows('question', /Type something/)
      await at.escape()
      await at.sees(/^❯\s*$/m)
      await at.send('Go SLOWLY', /esc to interrupt/)
      await at.shows('busy', /esc to interrupt/)
      at.type('and one more thing')
      await at.shows('busy-draft', /and one more thing/)
      at.press('Enter')
      await at.shows('busy-queued', /Press up to edit/)
      await at.escape()
      await at.shows('interrupted', /Interrupted|and one more thing/)
    },
  },
  {
    name: 'edits',
    settle: settings('settings.json', { permissions: { defaultMode: 'default' } }),
    otherwise: 'deny',
    async play(at) {
      await at.sees(READY)
      await at.send('PERMIT it', /All done/)
      await at.shows('denied', /All done/)
    },
  },
  bypassSitting(/bypass permissions on/),
  {
    name: 'errors',
    async play(at) {
      await at.sees(READY)
      await at.send('WRONG', /Wrong shape/)
      await at.shows('error-refused', /Wrong shape/)
      await at.send('OVERLOADED now', /529/)
      await at.shows('error-overloaded', /529 /)
      at.type('typed over the hint')
      await at.shows('error-overloaded-draft', /typed over the hint/)
      at.press('C-u')
      await at.sees(/^❯\s*(?:Resend.*)?$/m)
      await at.send('LIMITED now', /429/)
      await at.shows('error-limited', /429/)
      await at.send('REFUSED now', /Wrong key|401|Invalid|login/)
      await at.shows('error-key', /Wrong key|401|Invalid|login/)
    },
  },
  {
    name: 'suggestion',
    env: { CLAUDE_CODE_ENABLE_PROMPT_SUGGESTION: '1', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '' },
    async play(at) {
      await at.sees(READY)
      await at.send('HELLO', /All done/)
      await at.sees(/^❯\s*/m)
      await at.send('HELLO again', /All done[\s\S]*All done/)
      await at.send('HELLO again', /All done[\s\S]*All done[\s\S]*All done/)
      await at.shows('suggestion', /❯\srun the tests/)
      at.press('Tab')
      await at.shows('suggestion-taken', /run the tests/)
    },
  },
  {
    name: 'vim',
    settle: home => {
      settings('settings.json', { editorMode: 'vim' })(home)
      settings('.claude.json', { editorMode: 'vim' })(home)
    },
    async play(at) {
      await at.shows('vim-insert-empty', /INSERT/)
      at.type('fix the parser')
      await at.shows('vim-insert-draft', /fix the parser/)
      await at.escape()
      await at.shows('vim-normal-draft', /^❯\sfix the parser\n.*\n(?!.*INSERT)/m)
      at.press('d', 'd')
      await at.shows('vim-normal-empty', /^❯\s*$/m)
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
    name: 'theme',
    settle: settings('.claude.json', { hasCompletedOnboarding: false, theme: undefined }),
    play: at => at.shows('theme', /text style/),
  },
  { name: 'trust', env: { CLAUDE_CODE_SANDBOXED: '' }, play: at => at.shows('trust', /I trust this folder/) },
  {
    name: 'key',
    env: { ANTHROPIC_AUTH_TOKEN: '', ANTHROPIC_API_KEY: 'sk-dummy-0123456789abcdef0123456789' },
    play: at => at.shows('key', /Do you want to use this API key/),
  },
  {
    name: 'bypass-warning',
    otherwise: 'allow',
    argv: argv => argv.filter((_, at) => argv[at] !== '--settings' && argv[at - 1] !== '--settings'),
    play: at => at.shows('bypass-warning', /Bypass Permissions mode/),
  },
  {
    name: 'logged-out',
    env: { ANTHROPIC_AUTH_TOKEN: '', ANTHROPIC_BASE_URL: '' },
    async play(at) {
      await at.shows('logged-out-empty', READY)
      await at.send('HELLO', /Please run \/login[\s\S]*Please run \/login|Not logged in/)
      await at.shows('logged-out', /login/)
      await at.send('/login', /Select login method|Claude account/)
      await at.shows('login', /Select login method|Claude account/)
    },
  },
]

import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A made-up worktree with everything around it, in which lines may run. */
export interface Sandbox {
  readonly root: string
  readonly worktree: string
  readonly repository: string
  readonly home: string
  /** A directory beside the worktree. */
  readonly outside: string
  readonly bin: string
  readonly accept: readonly string[]
  /** The commit at which the worktree begins. */
  readonly start: string
}

const ACCEPT = ['npm test 2>&1 | tail -n 80', 'test "$(wc -l <a.txt)" = 1', '(cd src && ls *.txt)', 'npm ci && npm test -- api']
/**
 * Stand-ins for programs that must not really run here. If a line runs an editor, a pager or gpg, the stand-in leaves a file in the home
 * directory.
 */
const STAND_INS = { czar: ':', npm: 'echo tested', make: ':', editor: 'touch "$HOME/editor-ran"', gpg: 'touch "$HOME/gpg-ran"' }

/** Makes a sandbox. It is not below /tmp, because no line may write to /tmp. */
export function makeSandbox(root = realpathSync(mkdtempSync('/var/tmp/czar-lines-'))): Sandbox {
  const [worktree = '', repository = '', home = '', outside = '', bin = ''] = ['work', 'repository', 'home', 'outside', 'bin'].map(name =>
    join(root, name),
  )
  for (const directory of [root, repository, home, outside, bin, join(root, 'texts')]) mkdirSync(directory, { recursive: true })
  for (const [name, text] of Object.entries(STAND_INS)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  writeFileSync(join(home, '.profile'), 'kept\n')
  writeFileSync(
    join(home, '.gitconfig'),
    `[user]\nname = a\nemail = a@example.com\n[gpg]\nprogram = ${join(bin, 'gpg')}\n[core]\neditor = ${join(bin, 'editor')}\n`,
  )
  writeFileSync(join(outside, 'canary'), 'kept\n')
  const places = { root, worktree, repository, home, outside, bin, accept: ACCEPT }
  return { ...places, start: makeRepository(places) }
}

/** The environment of each line. */
export function environmentOf({ home, bin }: Pick<Sandbox, 'home' | 'bin'>): Record<string, string> {
  return { HOME: home, PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, LANG: 'C.UTF-8', GIT_CONFIG_NOSYSTEM: '1' }
}

/** Makes the repository, and returns the commit at which the worktree begins. */
function makeRepository(sandbox: Omit<Sandbox, 'start'>): string {
  const { repository, worktree } = sandbox
  const git = (words: readonly string[], input = '') =>
    execFileSync('git', words, { cwd: repository, env: environmentOf(sandbox), input, encoding: 'utf8' }).trim()
  git(['init', '-q', '-b', 'main'])
  mkdirSync(join(repository, 'src'))
  for (const name of ['a.txt', 'a b.txt', 'src/b.txt', '.x']) writeFileSync(join(repository, name), `${name}\n`)
  symlinkSync('../outside', join(repository, 'link'))
  git(['add', '-A'])
  git(['commit', '-qm', 'Begin'])
  git(['branch', 'other'])
  writeFileSync(join(repository, 'a.txt'), 'changed\n')
  git(['commit', '-qam', 'Change'])
  // The commit has a signature, so that any command which checks signatures runs gpg.
  const signed = git(['cat-file', 'commit', 'HEAD']).replace(
    /^(committer .*)$/m,
    '$1\ngpgsig -----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----',
  )
  git(['update-ref', 'refs/heads/main', git(['hash-object', '-t', 'commit', '-w', '--stdin'], `${signed}\n`)])
  git(['worktree', 'add', '-q', '-b', 'feat/a', worktree])
  return git(['rev-parse', 'HEAD'])
}

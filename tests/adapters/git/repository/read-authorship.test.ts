import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAuthorship } from '../../../../src/adapters/git/repository/read-authorship.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

const ANNA = { name: 'Anna Änderung', email: 'anna@example.com' }

/** A repository with a worktree, and the environment of a user whose home has this git configuration. */
async function aUser(gitConfig: string) {
  const home = await temporaryDirectory()
  const env = { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1' }
  const repository = join(home, 'repository')
  mkdirSync(repository)
  const git = (...words: string[]) => execFileSync('git', ['-C', repository, ...words], { env, encoding: 'utf8' })
  git('init', '-q', '-b', 'main')
  git('-c', 'user.name=x', '-c', 'user.email=x', 'commit', '-q', '--allow-empty', '-m', 'Begin')
  const worktree = join(home, 'worktree')
  git('worktree', 'add', '-q', '-b', 'feat/api', worktree)
  // `useConfigOnly` keeps git from making up an address from the machine's name. So git knows no author unless the test
  // gives one.
  writeFileSync(join(home, '.gitconfig'), `[user]\nuseConfigOnly = true\n${gitConfig}`)
  return { home, repository, worktree, env, git }
}

const SECTION = `[user]\nname = ${ANNA.name}\nemail = ${ANNA.email}\n`

test('an author that is set only in ~/.gitconfig counts in a worktree', async () => {
  const { worktree, env } = await aUser(SECTION)
  expect(await readAuthorship(worktree, env)).toEqual({ author: ANNA, committer: ANNA })
})

test("the repository's author takes precedence over the user's", async () => {
  const { worktree, env, git } = await aUser(SECTION)
  git('config', 'user.email', 'work@example.com')
  expect((await readAuthorship(worktree, env))?.author).toEqual({ ...ANNA, email: 'work@example.com' })
})

test('a configuration file that is included for one directory counts there', async () => {
  const { home, worktree, env } = await aUser(`[includeIf "gitdir:~/repository/"]\npath = ~/work.gitconfig\n`)
  writeFileSync(join(home, 'work.gitconfig'), SECTION)
  expect((await readAuthorship(worktree, env))?.author).toEqual(ANNA)
})

test('an author of one worktree counts only in this worktree', async () => {
  const { worktree, env, git } = await aUser(SECTION)
  git('config', 'extensions.worktreeConfig', 'true')
  execFileSync('git', ['-C', worktree, 'config', '--worktree', 'user.name', 'Api Bot'], { env })
  expect((await readAuthorship(worktree, env))?.committer.name).toBe('Api Bot')
})

test('an author and a committer that differ are kept apart', async () => {
  const { worktree, env } = await aUser(`${SECTION}[committer]\nname = Bot\nemail = bot@example.com\n`)
  expect(await readAuthorship(worktree, env)).toEqual({ author: ANNA, committer: { name: 'Bot', email: 'bot@example.com' } })
})

test("the user's environment variables, and a configuration file that they name, count too", async () => {
  const { home, worktree, env } = await aUser('')
  writeFileSync(join(home, 'elsewhere'), SECTION)
  expect((await readAuthorship(worktree, { ...env, GIT_CONFIG_GLOBAL: join(home, 'elsewhere') }))?.author).toEqual(ANNA)
  const variables = { GIT_AUTHOR_NAME: 'V', GIT_AUTHOR_EMAIL: 'v@x', GIT_COMMITTER_NAME: 'V', GIT_COMMITTER_EMAIL: 'v@x' }
  expect((await readAuthorship(worktree, { ...env, ...variables }))?.author).toEqual({ name: 'V', email: 'v@x' })
})

test('if git would refuse to commit, the author is unknown', async () => {
  const { worktree, env } = await aUser('')
  expect(await readAuthorship(worktree, env)).toBeNull()
})

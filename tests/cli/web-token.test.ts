import { chmodSync, chownSync, linkSync, mkdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type PageScope, pageToken } from '../../src/cli/web/page-token.ts'
import { runSync } from '../support/programs/starter.ts'
import { temporaryDirectory } from '../support/temporary.ts'

const ALL: PageScope = { isReadOnly: false, project: null }

async function aState() {
  const stateDir = join(await temporaryDirectory(), 'state', 'czar')
  const file = join(stateDir, 'web.secret')
  const token = (scope = ALL, isNew = false) => pageToken({ stateDir, scope, isNew })
  return { stateDir, file, token }
}

test('the token stays the same over restarts, and is made from a secret in a file that only the user can read', async () => {
  const { stateDir, file, token } = await aState()
  const first = token()
  expect(first).toEqual({ token: expect.stringMatching(/^[\w-]{32}$/), whyNotKept: null })
  expect(token()).toEqual(first)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(stateDir).mode & 0o777).toBe(0o700)
  expect(readFileSync(file, 'utf8')).not.toContain(first.token)
})

test('each kind of page has a token of its own, so a link that only shows never becomes one that steers', async () => {
  const { token } = await aState()
  const scopes = [
    ALL,
    { isReadOnly: true, project: null },
    { isReadOnly: false, project: 'gateway' },
    { isReadOnly: true, project: 'gateway' },
  ]
  expect(new Set(scopes.map(scope => token(scope).token)).size).toBe(4)
})

test('--new-token ends each earlier link, of all kinds', async () => {
  const { token } = await aState()
  const look = { isReadOnly: true, project: null }
  const before = [token().token, token(look).token]
  const renewed = token(ALL, true).token
  expect(before).not.toContain(renewed)
  expect(token().token).toBe(renewed)
  expect(before).not.toContain(token(look).token)
})

test.each([0o644, 0o640, 0o604, 0o620, 0o666])('a token file that other users can read or write is refused: mode %o', async mode => {
  const { file, token } = await aState()
  const before = token().token
  chmodSync(file, mode)
  expect(() => token()).toThrow(/can be used by other users/)
  const after = token(ALL, true).token
  expect(after).not.toBe(before)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test.skipIf(process.getuid?.() !== 0)('a file of another user is refused, and a new one replaces it', async () => {
  const { file, token } = await aState()
  token()
  chownSync(file, 12_345, 12_345)
  expect(() => token()).toThrow(/belongs to another user/)
  token(ALL, true)
  expect(statSync(file).uid).toBe(process.getuid?.())
})

test('a symbolic link is not followed, neither to read nor to write', async () => {
  const { stateDir, file, token } = await aState()
  token()
  const elsewhere = join(stateDir, '..', 'elsewhere')
  renameSync(file, elsewhere)
  symlinkSync(elsewhere, file)
  const before = readFileSync(elsewhere, 'utf8')
  expect(() => token()).toThrow(/is a symbolic link/)
  token(ALL, true)
  expect(readFileSync(elsewhere, 'utf8')).toBe(before)
  expect(readFileSync(file, 'utf8')).not.toBe(before)
})

test('a file with a second name, a directory, a pipe and other content are refused', async () => {
  const spoil: Record<string, (file: string) => void> = {
    'has a second name': file => linkSync(file, `${file}.other`),
    'is not a file': file => {
      renameSync(file, `${file}.old`)
      mkdirSync(file, { mode: 0o700 })
    },
    'is not a file ': file => {
      renameSync(file, `${file}.old`)
      runSync('mkfifo', ['-m', '600', file], { cwd: join(file, '..'), env: process.env })
    },
    'does not hold': file => writeFileSync(file, 'guess\n'),
    'does not hold ': file => writeFileSync(file, ''),
    'does not hold  ': file => writeFileSync(file, 'x'.repeat(1_000_000)),
  }
  for (const [says, change] of Object.entries(spoil)) {
    const { file, token } = await aState()
    token()
    change(file)
    expect(() => token(), says).toThrow(says.trim())
  }
})

test('a state directory behind a symbolic link keeps the token', async () => {
  const root = await temporaryDirectory()
  mkdirSync(join(root, 'disk'))
  symlinkSync(join(root, 'disk'), join(root, 'state'))
  const token = () => pageToken({ stateDir: join(root, 'state'), scope: ALL, isNew: false }).token
  expect(token()).toBe(token())
})

test('if the token cannot be stored, the page still has a token, which is valid until the command ends', async () => {
  const { file, token } = await aState()
  mkdirSync(`${file}.new`, { recursive: true })
  expect(token()).toEqual({ token: expect.stringMatching(/^[\w-]{32}$/), whyNotKept: expect.stringContaining('web.secret') })
  // If the old links stay valid, the person who wanted to end them must get an error.
  expect(() => token(ALL, true)).toThrow('web.secret')
})

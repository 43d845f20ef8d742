import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ensurePrivateDirectory } from '../../src/cli/project/private-directory.ts'
import { socketsOf } from '../../src/cli/project/runtime-dir.ts'
import { stateDir } from '../../src/cli/project/state-dir.ts'
import { temporaryDirectory } from '../support/temporary.ts'

test("state is in CZAR_STATE_DIR if set, else in the checkout, else in the user's state home", async () => {
  const root = await temporaryDirectory()
  const env = { HOME: '/home/ada' }
  expect(stateDir({ ...env, XDG_STATE_HOME: '/var/ada' }, root)).toBe('/var/ada/czar')
  expect(stateDir({ ...env, XDG_STATE_HOME: 'relative' }, root)).toBe('/home/ada/.local/state/czar')
  expect(stateDir(env, root)).toBe('/home/ada/.local/state/czar')
  await mkdir(join(root, 'src'))
  expect(stateDir(env, root)).toBe('/home/ada/.local/state/czar')
  await mkdir(join(root, '.git'))
  expect(stateDir(env, root)).toBe(join(root, 'status'))
  expect(stateDir({ ...env, CZAR_STATE_DIR: '/elsewhere' }, root)).toBe('/elsewhere')
})

test('projects of the same name in two places have different, constant sockets in the runtime directory', () => {
  const env = { XDG_RUNTIME_DIR: '/run/user/7' }
  const { tmux, api, directory } = socketsOf('/a/gateway', 'gateway', env)
  expect(directory).toBe('/run/user/7/czar')
  expect(tmux).toMatch(/^\/run\/user\/7\/czar\/gateway-[0-9a-f]{8}\.tmux$/)
  expect(api).toBe(tmux.replace('.tmux', '.api'))
  expect(socketsOf('/a/gateway', 'gateway', env).api).toBe(api)
  expect(socketsOf('/b/gateway', 'gateway', env).api).not.toBe(api)
  expect(socketsOf('/a/gateway', 'gateway', {}).directory).toBe(join(tmpdir(), `czar-${process.getuid?.()}`))
})

test('a private directory is made with mode 0700, and one that is not private is refused', async () => {
  const root = await temporaryDirectory()
  expect(await ensurePrivateDirectory(join(root, 'a', 'b'))).toBe(join(root, 'a', 'b'))
  expect(await ensurePrivateDirectory(join(root, 'a', 'b'))).toBe(join(root, 'a', 'b'))
  await mkdir(join(root, 'open'), { mode: 0o755 })
  await expect(ensurePrivateDirectory(join(root, 'open'))).rejects.toMatchObject({ hint: `chmod 700 ${join(root, 'open')}` })
  await symlink(join(root, 'a'), join(root, 'link'))
  await expect(ensurePrivateDirectory(join(root, 'link'))).rejects.toMatchObject({ message: expect.stringContaining('is not a directory') })
  await writeFile(join(root, 'file'), '')
  await expect(ensurePrivateDirectory(join(root, 'file', 'x'))).rejects.toMatchObject({
    code: 'precondition',
    message: expect.stringContaining('cannot be made'),
  })
})

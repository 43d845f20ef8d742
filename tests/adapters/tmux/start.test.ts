import { execFileSync } from 'node:child_process'
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseTmuxVersion, tmuxVersion } from '../../../src/adapters/tmux/command/tmux-version.ts'
import { createTmux } from '../../../src/adapters/tmux/create-tmux.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { startFleet } from './support/fleet.ts'

const env = { PATH: process.env['PATH'] ?? '' }

describe('the start of a tmux server', () => {
  it("makes the socket's directory accessible to its owner only", async () => {
    const fleet = await startFleet()
    expect((await stat(dirname(fleet.socketPath))).mode & 0o777).toBe(0o700)
  })

  it('that happens twice gives one server', async () => {
    const fleet = await startFleet()
    const session = await fleet.create('a', ['sleep', '60'])
    expect(await fleet.tmux.start()).toBe(session.server)
  })

  it('is refused if other users could reach the socket, or if the path is too long for a socket', async () => {
    const directory = await temporaryDirectory()
    const open = join(directory, 'open')
    await mkdir(open)
    await chmod(open, 0o755)
    const start = (socketPath: string) => createTmux({ socketPath, env, sessionPrefix: 'x-' }).start()
    await expect(start(join(open, 'tmux'))).rejects.toThrow('others can enter')
    await expect(start(join(directory, 'x'.repeat(120)))).rejects.toThrow('a socket may have 107')
    await expect(start('relative/tmux')).rejects.toThrow('not absolute')
  })

  it("fault 24: ignores a user's tmux.conf, however odd", async () => {
    const home = await temporaryDirectory()
    const odd = 'set -g base-index 7\nset -g remain-on-exit off\nset -g prefix None\nset-hook -g session-created kill-server\n'
    await writeFile(join(home, '.tmux.conf'), odd)
    const socketPath = join(home, 's', 'tmux')
    const tmux = createTmux({ socketPath, env: { ...env, HOME: home }, sessionPrefix: 'x-' })
    onTestFinished(() => tmux.endServer())
    await tmux.start()
    const ask = (option: string) => execFileSync('tmux', ['-S', socketPath, 'show-options', '-gv', option], { encoding: 'utf8' }).trim()
    expect([ask('base-index'), ask('prefix'), await tmux.list()]).toEqual(['0', 'C-b', []])
  })

  it("must come before all calls: earlier calls, and calls after the server's end, fail because there is no server", async () => {
    const tmux = createTmux({ socketPath: join(await temporaryDirectory(), 's', 'tmux'), env, sessionPrefix: 'x-' })
    await expect(tmux.list()).rejects.toMatchObject({ reason: 'server-gone' })
    await tmux.start()
    await tmux.endServer()
    await expect(tmux.list()).rejects.toMatchObject({ reason: 'server-gone' })
  })
})

describe("tmux's version", () => {
  it('is read from every form that tmux prints', () => {
    const numbers = ['tmux 3.3a', 'tmux next-3.5', 'tmux 3.2', 'tmux 2.9a', 'tmux master'].map(text => parseTmuxVersion(text).number)
    expect(numbers).toEqual([303, 305, 302, 209, Number.POSITIVE_INFINITY])
  })

  it('is named in the error if a server cannot be started because of it', async () => {
    const directory = await temporaryDirectory()
    const old = join(directory, 'tmux')
    await writeFile(old, '#!/bin/sh\necho tmux 3.1c\n', { mode: 0o755 })
    const start = (tmuxPath: string) => createTmux({ socketPath: join(directory, 's', 'tmux'), tmuxPath, env, sessionPrefix: 'x-' }).start()
    await expect(start(old)).rejects.toThrow('tmux 3.1c is too old')
    await expect(start('/nowhere/tmux')).rejects.toMatchObject({ reason: 'missing' })
  })

  it('is refused if it is too old, and a missing tmux is named', async () => {
    const old = join(await temporaryDirectory(), 'tmux')
    await writeFile(old, '#!/bin/sh\necho tmux 3.1c\n', { mode: 0o755 })
    await expect(tmuxVersion({ tmuxPath: old })).rejects.toThrow('tmux 3.1c is too old')
    await expect(tmuxVersion({ tmuxPath: '/nowhere/tmux' })).rejects.toMatchObject({ reason: 'missing' })
    expect((await tmuxVersion({ env })).number).toBeGreaterThanOrEqual(302)
  })
})

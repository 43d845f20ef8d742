import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ControlClient, orThrow } from '../../../../src/adapters/tmux/link/control-client.ts'

const tmuxPath = fileURLToPath(new URL('../fixtures/speaks-control-mode.sh', import.meta.url))

function openClient(): { client: ControlClient; notified: string[] } {
  const notified: string[] = []
  const address = { tmuxPath, socketPath: '/unused', env: { PATH: '/usr/bin:/bin' }, timeoutMs: 60_000 }
  const client = new ControlClient(address, 'no-output', line => notified.push(line.toString()))
  onTestFinished(() => client.kill())
  return { client, notified }
}

describe('the control client', () => {
  it('matches answers to commands, whatever a screen or a server hook prints in between', async () => {
    const { client, notified } = openClient()
    const replies = await Promise.all(['one', 'two', 'three'].map(line => client.request(line, { what: 'asking' })))
    // The second line is screen content that looks like the end of an answer.
    expect(replies.map(reply => reply.blocks)).toEqual(
      ['one', 'two', 'three'].map((line, index) => [
        { ok: true, lines: [`answer to ${line}`, '%end 7 99 1', `%begin 7 ${2 + index * 2} 1`] },
      ]),
    )
    expect(notified).toEqual(['%session-changed $0 _hub'])
  })

  it('returns the error of a failed command, also if it comes outside of its block', async () => {
    const { client } = openClient()
    const reply = await client.request('fails', { what: 'asking' })
    expect(reply).toEqual({ blocks: [{ ok: false, lines: ['no such thing'] }], stray: ['stray complaint'] })
    expect(() => orThrow(reply, { what: 'asking', line: 'fails' })).toThrow('asking: no such thing\nstray complaint')
    expect((await client.request('one', { what: 'asking' })).stray).toEqual([])
  })

  it('refuses earlier and later commands when the connection ends', async () => {
    const { client } = openClient()
    const asked = ['dies', 'one'].map(line => client.request(line, { what: 'asking' }))
    const reasons = await Promise.all(asked.map(answer => answer.catch(error => error.reason)))
    expect(reasons).toEqual(['server-gone', 'server-gone'])
    await expect(client.request('two', { what: 'asking' })).rejects.toMatchObject({ reason: 'server-gone' })
  })
})

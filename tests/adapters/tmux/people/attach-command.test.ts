import { describe, expect, it } from 'vitest'
import { type AttachRequest, attachCommand } from '../../../../src/adapters/tmux/people/attach-command.ts'

const request: AttachRequest = {
  socketPath: '/run/czar/tmux',
  session: 'p-worker-a',
  readOnly: false,
  from: 'terminal',
  terminal: { name: 'xterm-256color', features: [] },
}

describe('the command that czar attach runs', () => {
  it('attaches by the exact session name, independent of other tmux servers', () => {
    const { argv, env } = attachCommand(request)
    expect(argv).toEqual(['tmux', '-u', '-S', '/run/czar/tmux', 'attach-session', '-t', '=p-worker-a'])
    expect(env).toEqual({ TMUX: undefined, TMUX_PANE: undefined, TERM: 'xterm-256color' })
    expect(attachCommand({ ...request, readOnly: true }).argv).toContain('-r')
  })

  it("opens a popup inside the person's own tmux, with every argument quoted for the shell", () => {
    const terminal = { name: 'tmux-256color', features: ['RGB'] }
    const { argv, env } = attachCommand({ ...request, socketPath: "/run/it's a/tmux", from: 'pane', readOnly: true, terminal })
    expect(argv.slice(0, 3)).toEqual(['tmux', 'display-popup', '-E'])
    expect(argv.at(-1)).toBe("tmux -u -T RGB -S '/run/it'\\''s a/tmux' attach-session -r -t '=p-worker-a'")
    expect(env).toEqual({})
  })

  it("switches to the session if the person's client is on czar's server", () => {
    const { argv } = attachCommand({ ...request, from: 'fleet' })
    expect(argv).toEqual(['tmux', '-S', '/run/czar/tmux', 'switch-client', '-t', '=p-worker-a'])
  })
})

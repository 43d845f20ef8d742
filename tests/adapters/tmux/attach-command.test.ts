import { describe, expect, it } from 'vitest'
import { attachCommand } from '../../../src/adapters/tmux/attach-command.ts'

const request = { socketPath: '/run/czar/tmux', session: 'p-worker-a', readOnly: false, insideTmux: null, term: 'xterm-256color' }

describe('the command of czar attach', () => {
  it('attaches by the exact name of the session', () => {
    expect(attachCommand(request)).toEqual({ argv: ['tmux', '-S', '/run/czar/tmux', 'attach-session', '-t', '=p-worker-a'], env: {} })
    expect(attachCommand({ ...request, readOnly: true }).argv).toContain('-r')
  })

  it('names a terminal where the person has none that tmux takes', () => {
    for (const term of [undefined, '', 'dumb']) expect(attachCommand({ ...request, term }).env).toEqual({ TERM: 'xterm-256color' })
  })

  it("opens a popup inside the person's own tmux, with every word quoted for the shell", () => {
    const { argv } = attachCommand({
      ...request,
      socketPath: "/run/it's a/tmux",
      insideTmux: '/tmp/tmux-1000/default,42,0',
      readOnly: true,
    })
    expect(argv.slice(0, 3)).toEqual(['tmux', 'display-popup', '-E'])
    expect(argv.at(-1)).toBe("tmux -S '/run/it'\\''s a/tmux' attach-session -r -t '=p-worker-a'")
  })

  it('goes over to the session on our own server', () => {
    expect(attachCommand({ ...request, insideTmux: '/run/czar/tmux,42,3' }).argv).toEqual([
      'tmux',
      '-S',
      '/run/czar/tmux',
      'switch-client',
      '-t',
      '=p-worker-a',
    ])
  })
})

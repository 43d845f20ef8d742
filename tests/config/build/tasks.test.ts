import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { namesFile } from '../../../src/config/build/read-task.ts'
import { findings, parse } from '../parse-support.ts'

const head = 'project: a\nrepo: repo\nagent: command\nagents: {command: {command: [cat], max_chars: 26000}}\nworkers:\n'

describe("a task's text", () => {
  it.each(['tasks/api.md', 'plan.txt', 'API.MD', './my tasks/api.md', '../x', '~/tasks/a b', '/abs/task', 'tasks/api'])(
    'is read from a file if it is %j',
    value => {
      expect(namesFile(value)).toBe(true)
    },
  )

  it.each(['Fix the typo in README.md', 'Write src/a.ts and src/b.ts', 'refactor', 'a/b.md\nis wrong', 'tasks/api.md\n', 'plan.text'])(
    'is the text itself if it is %j',
    value => {
      expect(namesFile(value)).toBe(false)
    },
  )

  it('is read from its file byte for byte, with its hash', () => {
    const text = '\ufeff# Zürich âœ… 🙂\r\n\n\ttabs  \n```sh\nrm -rf /\n```\n\n'
    const project = parse(`${head}  - {id: b, task: tasks/b.md}`, { files: { '/home/me/fleet/tasks/b.md': text } })
    const sha256 = createHash('sha256').update(text).digest('hex')
    expect(project.workers[0]?.task).toEqual({ text, sha256, file: '/home/me/fleet/tasks/b.md' })
  })

  it('may be a file under the home directory', () => {
    const project = parse(`${head}  - {id: b, task: ~/t.md}`, { files: { '/home/me/t.md': 'Do it' } })
    expect(project.workers[0]?.task).toMatchObject({ text: 'Do it', file: '/home/me/t.md' })
  })

  it('keeps its lines when it is written in the project file', () => {
    const project = parse(`${head}  - id: b\n    task: |\n      First line.\n\n        code\n      # no comment\n`)
    expect(project.workers[0]?.task).toMatchObject({ text: 'First line.\n\n  code\n# no comment\n', file: null })
  })

  it.each([
    ['a file that is not UTF-8', new Uint8Array([0x61, 0x0a, 0xff]), 'is not UTF-8: byte 2, line 2; save it as UTF-8'],
    ['a file without words', ' \n\t\n', 'is empty'],
    ['a file with nothing but a byte order mark', '\ufeff', 'is empty'],
  ])('is refused if it comes from %s', (_, content, message) => {
    const found = findings(`${head}  - {id: b, task: b.md}`, { files: { '/home/me/fleet/b.md': content } })
    expect(found).toEqual([expect.stringContaining(message)])
  })

  it("must fit into the agent's composer together with the brief", () => {
    const fits = 'x'.repeat(6_900)
    expect(parse(`${head}  - {id: b, task: b.md}`, { files: { '/home/me/fleet/b.md': fits } }).workers).toHaveLength(1)
    const found = findings(`${head}  - {id: b, task: b.md}`, { files: { '/home/me/fleet/b.md': `${fits}${'x'.repeat(200)}` } })
    expect(found).toEqual([
      'project.yaml:6:19: task: the task has 7,100 characters; agent "command" takes 26,000 at once, 7,000 of them for the task: shorten it, or put parts into files of the repository',
    ])
  })

  it('that any free worker may get must fit into the smallest composer of the fleet', () => {
    const text = `${head}  - {id: b, task: Do it}\n  - {id: c, agent: claude, task: Do it}\nbonus:\n  - {id: d, task: d.md}\n`
    expect(findings(text, { files: { '/home/me/fleet/d.md': 'x'.repeat(25_000) } })).toEqual([
      expect.stringContaining('9:19: task: the task has 25,000'),
    ])
  })
})

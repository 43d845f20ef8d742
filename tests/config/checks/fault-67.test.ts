import { describe, expect, test } from 'vitest'
import { findings } from '../parse-support.ts'

const HEAD = 'project: p\nrepo: repo\nagent: scripted\nworkers:\n'

describe('fault 67 at load: a task that can never start is refused, with its place and its dependencies', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'workers in a ring',
      '  - {id: a, task: x, depends_on: [c]}\n  - {id: b, task: x, depends_on: [a]}\n  - {id: c, task: x, depends_on: [b]}\n',
      ['project.yaml:6:34: depends_on: the tasks wait for each other in a cycle: a → c → b → a'],
    ],
    [
      'bonus tasks in a ring, and what waits for them',
      '  - {id: a, task: x}\nbonus:\n  - {id: b, task: x, after: [a, c]}\n  - {id: c, task: x, after: [b]}\n  - {id: d, task: x, after: [c]}\n',
      ['project.yaml:8:29: after: the tasks wait for each other in a cycle: b → c → b'],
    ],
    [
      'itself',
      '  - {id: a, task: x, depends_on: [a]}\nbonus:\n  - {id: b, task: x, after: [b]}\n',
      ['project.yaml:5:35: depends_on: "a" cannot wait for itself', 'project.yaml:7:30: after: "b" cannot wait for itself'],
    ],
    [
      'nobody and nothing',
      '  - {id: a, task: x, depends_on: [models]}\nbonus:\n  - {id: b, task: x, after: [x]}\n',
      [
        'project.yaml:5:35: depends_on: there is no worker "models"; there is no other worker',
        'project.yaml:7:30: after: there is no worker or bonus task "x"; did you mean "a"?',
      ],
    ],
    [
      'one name for two',
      '  - {id: a, task: x}\nbonus:\n  - {id: a, task: x}\n',
      ['project.yaml:7:10: id: bonus task "a" is already the id of a worker; every id must be unique'],
    ],
  ])('as in this project file: %s', (_what, rest, expected) => {
    expect(findings(HEAD + rest)).toEqual(expected)
  })
})

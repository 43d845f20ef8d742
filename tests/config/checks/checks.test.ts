import { describe, expect, it } from 'vitest'
import { processorTime } from '../../support/processor-time.ts'
import { findings, parse } from '../parse-support.ts'

/** One worker or bonus task per line, in YAML's flow style. The test adds the task text. */
function file(workers: readonly string[], bonus: readonly string[] = []): string {
  const items = (list: readonly string[]) => list.map(item => `  - {task: do it, ${item}}`).join('\n')
  return `project: a\nrepo: repo\nworkers:\n${items(workers)}\n${bonus.length > 0 ? `bonus:\n${items(bonus)}\n` : ''}`
}

describe('the names in a project file', () => {
  it('are unique among workers, ignoring case', () => {
    expect(findings(file(['id: api', 'id: Api'])).join('\n')).toContain('worker "Api" differs from the worker "api" only in case')
  })

  it('are unique among workers and bonus tasks together', () => {
    expect(findings(file(['id: api'], ['id: api']))).toEqual([
      'project.yaml:6:23: id: bonus task "api" is already the id of a worker; every id must be unique',
    ])
  })
})

describe('references between tasks', () => {
  it('must exist, must not point at the task itself, and must not repeat', () => {
    expect(
      findings(
        file(['id: a1, depends_on: [a1, b1, b1, zz]', 'id: b1'], ['id: c1, after: [c1, a1, yy], prefers: {workers: [c1], roles: [boss]}']),
      ),
    ).toEqual([
      'project.yaml:4:40: depends_on: "a1" cannot wait for itself',
      'project.yaml:4:48: depends_on: "b1" is listed twice',
      'project.yaml:4:52: depends_on: there is no worker "zz"; there are: b1',
      'project.yaml:7:35: after: "c1" cannot wait for itself',
      'project.yaml:7:43: after: there is no worker or bonus task "yy"; there are: a1, b1',
      'project.yaml:7:68: prefers.workers: there is no worker "c1"; did you mean "a1"?',
      'project.yaml:7:81: prefers.roles: there is no role "boss"; there are: implementer, reviewer, tester',
    ])
  })

  it('to a worker with other mistakes are accepted', () => {
    expect(findings(file(['id: a1, nonsense: 1', 'id: b1, depends_on: [a1]']))).toHaveLength(1)
  })
})

describe('circular dependencies', () => {
  it('are shown as a path, each once', () => {
    const found = findings(
      file(['id: a1, depends_on: [c1]', 'id: b1, depends_on: [a1]', 'id: c1, depends_on: [b1]', 'id: d1, depends_on: [a1]']),
    )
    expect(found).toEqual([expect.stringContaining('the tasks wait for each other in a cycle: a1 → c1 → b1 → a1')])
  })

  it('are found among bonus tasks too', () => {
    expect(findings(file(['id: a1'], ['id: b1, after: [c1]', 'id: c1, after: [b1, a1]']))).toEqual([
      expect.stringContaining('cycle: b1 → c1 → b1'),
    ])
  })

  it('are not reported if two paths lead to one task', () => {
    expect(
      parse(file(['id: a1', 'id: b1, depends_on: [a1]', 'id: c1, depends_on: [a1]', 'id: d1, depends_on: [b1, c1]'])).workers,
    ).toHaveLength(4)
  })
})

describe('branch names', () => {
  it.each([
    ['id: a1, branch: x', 'id: b1, branch: x', 'branch "x" is already used by worker "a1"'],
    [
      'id: a1, branch: topic/a-b',
      'id: b1, branch: topic/A_b',
      'branch "topic/A_b" differs from "topic/a-b" of worker "a1" only in spelling',
    ],
    ['id: a-b', 'id: a_b', 'branch "feat/a_b" differs from "feat/a-b" of worker "a-b" only in spelling'],
    ['id: a1, branch: topic', 'id: b1, branch: topic/x', 'git would need one as a directory of the other'],
    ['id: a1', 'id: b1, branch: main', 'branch "main" is already used by the base'],
    ['id: a1', 'id: b1, branch: feat/a1', 'branch "feat/a1" is already used by worker "a1"'],
  ])('%s and %s are refused together', (one, other, message) => {
    expect(findings(file([one, other]))).toEqual([expect.stringContaining(message)])
  })
})

describe('territories', () => {
  it('may overlap within one worker and with a bonus task, and may be empty', () => {
    const text = file(
      ['id: a1, owns: ["src/**", "src/x/**"]', 'id: b1, owns: ["docs/**"]', 'id: c1', 'id: d1'],
      ['id: e1, owns: ["src/**"]'],
    )
    expect(parse(text).workers).toHaveLength(4)
  })

  it('that name a directory like a file are reported with the corrected glob', () => {
    const directories = ['/home/me/fleet/repo', '/home/me/fleet/repo/src']
    const text = `${file(['id: a1, owns: [src, src/*]', 'id: b1, owns: [srcs]'])}policy: {protect: [src]}\n`
    expect(findings(text, { directories })).toEqual([
      'project.yaml:4:34: owns: "src" is a directory; write "src/**" for what is in it',
      'project.yaml:6:20: policy.protect: "src" is a directory; write "src/**" for what is in it',
    ])
  })

  it('of a large fleet are compared quickly', async () => {
    const workers = Array.from(
      { length: 200 },
      (_, index) => `id: w${index}, owns: ["src/part${index}/**", "tests/part${index}/**/*.test.ts", "docs/{part${index}}.md"]`,
    )
    const spent = await processorTime(() => {
      expect(findings(file(workers))).toHaveLength(200)
      expect(parse(file(workers.map(worker => worker.replace(/\{(part\d+)\}/, '$1')))).workers).toHaveLength(200)
    })
    // Comparing each pattern with each other one would take minutes.
    expect(spent).toBeLessThan(15_000)
  })
})

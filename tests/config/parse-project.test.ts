import { describe, expect, it } from 'vitest'
import { findings, parse } from './parse-support.ts'

const SMALL = `project: gateway
repo: repo
workers:
  - id: models
    task: Write the models
`

describe('a project file', () => {
  it('needs only a name, a repository and one worker; other keys have defaults', () => {
    const project = parse(SMALL)
    expect(project).toMatchObject({
      name: 'gateway',
      file: '/home/me/fleet/project.yaml',
      repo: '/home/me/fleet/repo',
      repoUrl: null,
      base: 'main',
      remote: null,
      worktreesDir: '/home/me/fleet/repo.worktrees/gateway',
      concurrency: 1,
      bonus: [],
    })
    expect(project.workers[0]).toMatchObject({
      id: 'models',
      agent: 'claude',
      branch: 'feat/models',
      role: null,
      waitForDependencies: true,
      git: null,
    })
    expect(Object.keys(project.agents)).toEqual(['claude'])
    expect(project.policy).toMatchObject({ ackWithinMs: 180_000, idleAfterMs: 30_000, stuckAfterMs: 1_200_000, nudges: 2 })
    expect(project.policy.restart).toEqual({ max: 3, withinMs: 1_800_000, backoffMinMs: 10_000, backoffMaxMs: 300_000 })
  })

  it('becomes plain JSON, so the journal can store it', () => {
    const project = parse(SMALL)
    expect(JSON.parse(JSON.stringify(project))).toEqual(project)
  })

  it('is refused with all mistakes at once, each with its place, in the order of the file', () => {
    const text = `project: Gate Way
repo: nowhere
polcy: {}
workers:
  - id: models
    ownes: ["src/**"]
    task: Write the models
    depends_on: [apy]
  - id: api
    task: tasks/missing.md
    wait_for_dependencies: maybe
    agent: cloude
  - id: api
    branch: -x
    role: implementor
    task: ""
policy:
  ack_within: 3
`
    expect(findings(text)).toEqual([
      'project.yaml:1:10: project: "Gate Way" must be lower-case letters, digits and _, begin with a letter, at most 40; did you mean "gate_way"?',
      'project.yaml:2:7: repo: "nowhere" is not a directory (/home/me/fleet/nowhere); name the repository\'s main checkout',
      'project.yaml:3:1: unknown key "polcy"; did you mean "policy"?',
      'project.yaml:6:5: unknown key "ownes"; did you mean "owns"?',
      'project.yaml:8:18: depends_on: there is no worker "apy"; did you mean "api"?',
      'project.yaml:10:11: task: task file "tasks/missing.md" does not exist (/home/me/fleet/tasks/missing.md)',
      'project.yaml:11:28: wait_for_dependencies: must be true or false, not the text "maybe"',
      'project.yaml:12:12: agent: there is no agent profile "cloude"; did you mean "claude"?',
      'project.yaml:13:9: id: worker "api" is already the id of a worker; every id must be unique',
      'project.yaml:14:13: branch: "-x" is not a branch name that git accepts: it begins with \'-\'',
      'project.yaml:15:11: role: there is no role "implementor"; did you mean "implementer"?',
      'project.yaml:16:11: task: the task is empty; describe the work',
      'project.yaml:18:15: policy.ack_within: must be a duration such as 90s, 1h30m or 400ms, not "3"; did you mean "3s"?',
    ])
  })

  it.each([
    ['a missing key', 'project: a\nworkers: [{id: b, task: do it}]', 'project.yaml:1:1: key "repo" is missing; it is required'],
    [
      'a missing key of a worker',
      'project: a\nrepo: repo\nworkers:\n  - id: b\n',
      'project.yaml:4:5: key "task" is missing; it is required',
    ],
    ['an empty list of workers', 'project: a\nrepo: repo\nworkers: []', '3:10: workers: must have at least 1 item, not an empty list'],
    ['a key in the wrong place', `${SMALL}nudges: 3\n`, '6:1: unknown key "nudges"; it belongs at policy.nudges'],
    ['a key that is called otherwise here', `${SMALL}    after: [b]\n`, '6:5: unknown key "after"; did you mean "depends_on"?'],
    [
      'a key without a value',
      `${SMALL}bonus:\n`,
      '6:7: bonus: must be a list ([a, b], or lines that begin with -), not nothing (the key has no value; leave it out)',
    ],
    ['a duplicate key', `${SMALL}repo: other\n`, '6:1: key "repo" is in line 2 already; keep one'],
    ['two documents', `${SMALL}---\na: 1\n`, 'project.yaml:6:1: a second document begins here; a project file has only one'],
    ['a tab as indentation', 'project: a\n\trepo: b\n', 'project.yaml:2:1: a tab cannot indent in YAML; write spaces'],
    [
      'a quote that stays open',
      'project: a\nrepo: "x\nworkers:\n  - id: b\n',
      'project.yaml:2:7: the quote that opens here is never closed',
    ],
    ['a pattern without quotes', `${SMALL}    owns: [*.md]\n`, '6:12: "*.md" is a YAML alias, but no &.md is defined above'],
    [
      'text that reads as a key',
      `${SMALL}    role: tester: of all\n`,
      '6:11: a value is followed by one more key; quote text that holds ": "',
    ],
    ['a character that YAML keeps for itself', `${SMALL}    role: @me\n`, '6:11: a value cannot begin with @; put it in quotes'],
    ['a merge key', `${SMALL}    <<: {role: tester}\n`, '6:5: merge keys (<<) are not supported; write the keys out'],
    ['a text in place of a mapping', 'hello', '1:1: must be a mapping (key: value), not the text "hello"'],
    ['an empty file', '', '1:1: there is nothing in this file'],
    ['a fraction', `${SMALL}concurrency: 1.5\n`, '6:14: concurrency: must be a whole number, not the number 1.5'],
    ['a number that is too small', `${SMALL}concurrency: 0\n`, '6:14: concurrency: must be at least 1, not the number 0'],
    [
      'a wrong choice',
      `${SMALL}policy: {permissions: {otherwise: alow}}\n`,
      'must be one of ask, deny, allow, not the text "alow"; did you mean "allow"?',
    ],
    ['a reserved id', 'project: a\nrepo: repo\nworkers: [{id: all, task: do it}]', 'id: "all" is a reserved word'],
    ['a path out of the repository', `${SMALL}    owns: [../x]\n`, '6:12: owns: "../x": must be relative'],
    [
      'a brace that stays open',
      `${SMALL}    owns: ["src/{a,b"]\n`,
      '6:12: owns: "src/{a,b": { is never closed; write \\{ for the brace itself',
    ],
    [
      'a broken pattern for the screen',
      `${SMALL}agents: {bot: {command: [bot], ready: {screen: "("}}}\n`,
      'agents.bot.ready.screen: "(" is not a regular expression that czar accepts: missing closing )',
    ],
    ['a variable that czar sets', `${SMALL}    env: {CZAR_WORKER: x}\n`, '"CZAR_WORKER" is set by czar itself'],
    ['__proto__', `${SMALL}__proto__: {x: 1}\n`, 'unknown key "__proto__"'],
  ])('is refused if it has %s', (_, text, expected) => {
    expect(findings(text).join('\n')).toContain(expected)
  })

  it('with alias bombs or absurd nesting is refused quickly, without a crash', () => {
    const levels = [...'abcdefgh'].map((name, index, all) => `${name}: &${name} [${index === 0 ? 'x' : `*${all[index - 1]},`.repeat(9)}]`)
    expect(findings(levels.join('\n'))).toEqual([expect.stringContaining('alias')])
    expect(findings('['.repeat(100_000))[0]).toContain('project.yaml:')
    expect(findings('a: &a [*a]').length).toBeGreaterThan(0)
  })

  it('is quoted in errors without control over the terminal', () => {
    const [finding] = findings(`${SMALL}"\\e]0;gotcha\\u009b\\u202e": 1\n`)
    expect(finding).toContain('\\u001b]0;gotcha\\u009b\\u202e')
    expect(finding).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/)
  })

  it('is checked further in the correct parts of a worker that has a mistake', () => {
    const text = `${SMALL}    owns: ["src/**"]\n    typo: 1\n  - {id: api, task: do it, owns: ["src/api/**"], depends_on: [models]}\n`
    expect(findings(text)).toHaveLength(2)
    expect(findings(text)[1]).toContain('"src/api/**" overlaps "src/**" of worker "models": both match "src/api"; give each path one owner')
  })

  it('keeps the values of env as they are written', () => {
    const project = parse(`${SMALL}    env: {VERSION: 1.10, OCTAL: 0o17, YES: true, WORD: "007", EMPTY: ""}\n`)
    expect(project.workers[0]?.env).toEqual({ VERSION: '1.10', OCTAL: '0o17', YES: 'true', WORD: '007', EMPTY: '' })
  })
})

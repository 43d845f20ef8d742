import { describe, expect, it } from 'vitest'
import { judgeArtefact } from '../../../src/core/claims/judge-artefact.ts'
import type { FileArtefact } from '../../../src/core/model/stages/stage.ts'

const file = (over: Partial<FileArtefact> = {}): FileArtefact => ({ kind: 'file', path: 'a.md', headings: [], schema: null, ...over })
const SCHEMA = { type: 'object', properties: { steps: { type: 'array', items: { type: 'string' }, minItems: 1 } }, required: ['steps'] }

describe('a file that a stage must deliver', () => {
  it.each([
    ['is missing', null, 'your commit does not have it: commit it there (git add -f, if git ignores it)'],
    ['is empty', ' \n', 'the file is empty: write it'],
    ['lacks a heading', '# Behaviour\n', 'a.md has no heading "Criteria": write these parts.'],
    ['has a heading only in a code block', '# Behaviour\n```\n# Criteria\n```\n', 'no heading "Criteria"'],
    ['names a heading only in a sentence', '# Behaviour\nCriteria are below.\n', 'no heading "Criteria"'],
  ])('is rejected if it %s', (_, content, message) => {
    expect(judgeArtefact(file({ headings: ['Behaviour', 'Criteria'] }), content).join(' ')).toContain(message)
  })

  it.each([
    '# Behaviour\n## Criteria\n',
    '# 1. Behaviour\r\n\r\n## **criteria**:\r\n',
    'Behaviour\n=========\n\nCriteria\n---\n',
    '```sh\n# no\n```\n# Behaviour #\n### Criteria\n',
  ])('may have its headings in the forms that people use: %j', content => {
    expect(judgeArtefact(file({ headings: ['Behaviour', 'Criteria'] }), content)).toEqual([])
  })

  it('must be JSON if its name says so, and fit its schema', () => {
    const json = file({ path: 'a.json' })
    expect(judgeArtefact(json, '{')[0]).toContain('a.json is not JSON: ')
    expect(judgeArtefact(json, '\uFEFF[]')).toEqual([])
    const strict = file({ path: 'a.json', schema: SCHEMA })
    expect(judgeArtefact(strict, '{ "steps": [1] }')[0]).toMatch(/a\.json does not fit its schema: steps\.0: .*string/)
    expect(judgeArtefact(strict, '{}')[0]).toContain('steps: ')
    expect(judgeArtefact(strict, '{ "steps": [] }')).toHaveLength(1)
    expect(judgeArtefact(strict, '{ "steps": ["a"] }')).toEqual([])
  })

  it('names at most five mistakes, and no control characters', () => {
    const many = JSON.stringify({ steps: Array.from({ length: 9 }, () => 1) })
    expect(judgeArtefact(file({ path: 'a.json', schema: SCHEMA }), many)[0]).toContain('; and 4 more.')
    expect(judgeArtefact(file({ path: 'a.json' }), '\u001b[2J')[0]).not.toContain('\u001b')
  })
})

describe('findings', () => {
  const judge = (content: string) => judgeArtefact({ kind: 'findings', path: 'f.json' }, content)
  const finding = { path: 'src/a.ts', line: 1, severity: 'major', claim: 'wrong', evidence: { command: 'false' } }

  it('may be empty, and must have the form of a review', () => {
    expect(judge('{ "findings": [] }')).toEqual([])
    expect(judge(JSON.stringify({ findings: [finding] }))).toEqual([])
    expect(judge(JSON.stringify({ findings: [{ ...finding, path: '../a' }] }))[0]).toContain('findings.0.path')
    expect(judge('[]')[0]).toContain('f.json does not fit its schema: the whole file')
  })
})

it('commits need no file', () => {
  expect(judgeArtefact({ kind: 'branch' }, null)).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { findings, parse } from '../parse-support.ts'

const file = (review: string, rest = '') => `project: a
repo: repo
policy: { review: ${review} }
agents:
  bot: { command: [bot] }
  bare: { extends: command }
workers:
  - { id: one, agent: bot, role: reviewer, task: do it }
  - { id: two, agent: bot, task: do it }
${rest}`

describe('a reviewer', () => {
  test('may be an agent profile that no worker uses, or a role that a worker has', () => {
    const profile = parse(file('{ by: scripted }'))
    expect(profile.policy.review).toEqual({ by: 'scripted', when: 'proven', verdict: 'advise', tellAuthor: false, withinMs: 1_800_000 })
    expect(Object.keys(profile.agents).sort()).toEqual(['bot', 'scripted'])
    const role = parse(file('{ by: reviewer, verdict: gate, tell_author: true, within: 5m }'))
    expect(role.policy.review).toMatchObject({ by: 'reviewer', verdict: 'gate', tellAuthor: true, withinMs: 300_000 })
    expect(Object.keys(role.agents)).toEqual(['bot'])
  })

  test('is nobody by default', () => {
    expect(parse(file('{ by: bot }').replace(/policy.*\n/, '')).policy.review).toBeNull()
  })

  test.each([
    ['by: reviever', 'there is no agent profile and no worker\'s role "reviever"; did you mean "reviewer"?'],
    ['by: tester', 'there is no agent profile and no worker\'s role "tester"'],
    ['by: bare', 'agent "bare" has no program'],
    ['by: constructor', 'there is no agent profile'],
    ['by: bot, tell_author: true', 'set verdict: gate, or leave tell_author out'],
    ['by: bot, verdict: block', 'policy.review.verdict'],
    ['verdict: gate', 'key "by" is missing'],
    ['by: bot, within: 0s', 'policy.review.within'],
    ['by: bot, rounds: 5', 'rounds'],
  ])('given as { %s } is a mistake, with its place in the file', (review, says) => {
    expect(findings(file(`{ ${review} }`)).join('\n')).toContain(says)
  })
})

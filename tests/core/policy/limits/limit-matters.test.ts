import { expect, test } from 'vitest'
import { limitMatters } from '../../../../src/core/policy/limits/limit-matters.ts'
import { emptyState } from '../../../../src/core/state/empty.ts'
import { anAccount } from '../../../support/builders/limited.ts'

test('a person is told which account does not come back, in what words, and how to try it at once', () => {
  expect(limitMatters({ ...emptyState, accounts: { scripted: anAccount({ probes: 8 }) } })).toEqual([
    {
      key: 'limited:scripted',
      worker: null,
      text: "account scripted is still limited after 8 tries and more: You've hit your limit",
      hint: 'czar nudge one   # lets it try at once',
    },
  ])
})

test.each([
  ['was tried seven times', { probes: 7 }],
  ['was released, however long it took', { probes: 9, releasedAt: 2_000_000 }],
])('nothing is told of an account that %s', (_name, over) => {
  expect(limitMatters({ ...emptyState, accounts: { scripted: anAccount(over) } })).toEqual([])
})

import { expect, test } from 'vitest'
import { limitMatters } from '../../../../src/core/policy/limits/limit-matters.ts'
import { emptyState } from '../../../../src/core/state/empty.ts'
import { anAccount } from '../../../support/builders/limited.ts'

test("a person is told which account stays limited, with the limit's text, and how to probe it at once", () => {
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
])('an account causes no attention item if it %s', (_name, over) => {
  expect(limitMatters({ ...emptyState, accounts: { scripted: anAccount(over) } })).toEqual([])
})

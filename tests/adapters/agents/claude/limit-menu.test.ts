import { expect, test } from 'vitest'
import { CLAUDE } from '../../../../src/adapters/agents/claude/driver.ts'
import { plainScreen } from '../../../../src/core/ports/pane-screen.ts'
import { aProfile } from '../../../support/builders/a-profile.ts'

const driver = CLAUDE.createDriver({ inherited: {}, note: () => {} })
const menu = (...lines: readonly string[]) => ['What do you want to do?', '', ...lines, '', 'Enter to confirm · Esc to cancel'].join('\n')

test.each([
  ['first', menu('❯ 1. Stop and wait for limit to reset', '  2. Upgrade your plan'), ['Enter']],
  ['second', menu('❯ 1. Upgrade your plan', '  2. Stop and wait for limit to reset'), ['Down', 'Enter']],
  ['third', menu('❯ 1. Add funds', '  2. Upgrade your plan', '  3. Stop and wait for limit to reset'), null],
])(
  'at a used-up quota czar chooses to wait in the menu, wherever this answer stands (%s), and never buys anything',
  (_where, screen, keys) => {
    expect(driver.readScreen(aProfile({ kind: 'claude' }), plainScreen(screen), '').dialog?.keys ?? null).toEqual(keys)
  },
)

import { expect, test } from 'vitest'
import { readAsCzar } from '../screen/recorded-screen.ts'

// opencode 1.18.33, 120 columns, shortened.
function aScreen(model: string): string {
  return [
    '  ┃',
    '  ┃  Ask anything… "Fix broken tests"',
    '  ┃',
    `  ┃  ${model}`,
    `  ╹${'▀'.repeat(116)}`,
    '   tab agents  ctrl+p commands',
  ].join('\n')
}

test.each([
  ['Build · Claude Opus 4.5 (latest) Anthropic', true],
  ['Plan · Claude Opus 4.5 (latest) Anthropic                 • OpenCode 1.18.33', true],
  // opencode has loaded no agent yet, and drops every Enter.
  ['', false],
  // Enter would open a list of providers.
  ['Build · No provider selected Connect a provider', false],
  // Enter would run a command.
  ['Shell', false],
])('with "%s" below the composer, ready is %s', (model, ready) => {
  expect(readAsCzar({ agent: 'opencode', screen: aScreen(model), title: 'OpenCode' }).ready).toBe(ready)
})

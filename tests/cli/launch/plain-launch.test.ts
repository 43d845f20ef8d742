import { Command } from 'commander'
import { expect, test } from 'vitest'
import { plainLaunch } from '../../../src/cli/launch/plain-launch.ts'
import type { LaunchOptions } from '../../../src/cli/launch/run-launch.ts'
import { registerLaunch } from '../../../src/cli/verbs/fleet/launch.ts'
import { recordedIo } from '../support/run-in-process.ts'

test.each(['launch czar.yaml', 'launch czar.yaml -d', 'launch czar.yaml --detach', 'launch czar.yaml -d --detach'])(
  'the short parser reads "czar %s" as the full command line parser does',
  async line => {
    const argv = line.split(' ')
    const { io: _io, ...asked } = await asParsed(argv)
    expect(plainLaunch(argv)).toEqual(asked)
  },
)

test.each([
  '',
  'status',
  'launch',
  'launch --help',
  'launch -d czar.yaml',
  'launch czar.yaml -f',
  'launch a.yaml b.yaml',
  'launch czar.yaml -x',
])('"czar %s" is left to the full command line parser', line => {
  expect(plainLaunch(line.split(' '))).toBeNull()
})

async function asParsed(argv: readonly string[]): Promise<LaunchOptions> {
  const asked: LaunchOptions[] = []
  const program = new Command('czar').exitOverride()
  registerLaunch(program, recordedIo().io, async options => void asked.push(options))
  await program.parseAsync(argv, { from: 'user' })
  const [options] = asked
  if (options === undefined) throw new Error('nothing was asked for')
  return options
}

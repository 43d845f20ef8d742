import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withoutAlias } from '../../../../src/adapters/git/remote/without-alias.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

/**
 * An ssh whose configuration has the alias `github-work`, as a user with two accounts has. Like the real ssh, it returns
 * an unknown name unchanged.
 */
async function withSsh(): Promise<Record<string, string>> {
  const folder = await temporaryDirectory()
  const ssh = join(folder, 'ssh')
  writeFileSync(
    ssh,
    '#!/bin/sh\n[ "$1" = -G ] || exit 9\ncase "$2" in github-work) echo "hostname github.com" ;; *) echo "hostname $2" ;; esac\n',
  )
  chmodSync(ssh, 0o755)
  return { PATH: `${folder}:/usr/bin:/bin` }
}

test.each([
  ['git@github-work:acme/shop.git', 'git@github.com:acme/shop.git'],
  ['github-work:acme/shop', 'github.com:acme/shop'],
  ['ssh://git@github-work/acme/shop', 'ssh://git@github.com/acme/shop'],
  ['ssh://git@github-work:2222/acme/shop', 'ssh://git@github.com:2222/acme/shop'],
  ['git@ghe.example.com:acme/shop', 'git@ghe.example.com:acme/shop'],
  ['https://github-work/acme/shop', 'https://github-work/acme/shop'],
  ['/srv/git/shop.git', '/srv/git/shop.git'],
  ['../shop', '../shop'],
  ['-oProxyCommand=x:acme/shop', '-oProxyCommand=x:acme/shop'],
  ['', ''],
])('the ssh address %j becomes %j', async (address, without) => {
  expect(await withoutAlias(address, await withSsh())).toBe(without)
})

test('without ssh an address is not changed', async () => {
  expect(await withoutAlias('git@github-work:acme/shop', { PATH: await temporaryDirectory() })).toBe('git@github-work:acme/shop')
})

test('the real ssh returns an unknown host unchanged', async () => {
  const env = { PATH: process.env['PATH'] ?? '', HOME: await temporaryDirectory() }
  expect(await withoutAlias('git@forge.example:acme/shop', env)).toBe('git@forge.example:acme/shop')
})

import { expect, test } from 'vitest'
import { repositoryAddress } from '../../../../src/adapters/forge/github/repository-address.ts'

const ACME = { owner: 'acme', name: 'shop', headOwner: 'acme' }
const HUB = { host: 'github.com', apiUrl: 'https://api.github.com', ...ACME }

test.each([
  ['https://github.com/acme/shop.git', HUB],
  ['https://github.com/acme/shop/', HUB],
  ['https://ada:secret@github.com/acme/shop', HUB],
  ['git@github.com:acme/shop.git', HUB],
  ['ssh://git@github.com/acme/shop', HUB],
  ['ssh://git@ssh.github.com:443/acme/shop.git', HUB],
  ['https://acme.ghe.com/acme/shop', { host: 'acme.ghe.com', apiUrl: 'https://api.acme.ghe.com', ...ACME }],
  ['git@code.acme.example:acme/shop.git', { host: 'code.acme.example', apiUrl: 'https://code.acme.example/api/v3', ...ACME }],
  [
    'https://code.acme.example:8443/acme/shop',
    { host: 'code.acme.example:8443', apiUrl: 'https://code.acme.example:8443/api/v3', ...ACME },
  ],
  ['http://127.0.0.1:4000/acme/shop.git', { host: '127.0.0.1:4000', apiUrl: 'http://127.0.0.1:4000/api/v3', ...ACME }],
])('repository and API are found for the address %s', (address, found) => {
  expect(repositoryAddress({ fetch: address, push: address })).toEqual(found)
})

test("a branch in a fork is named with the fork's owner; a fork on another host cannot be named", () => {
  const fetch = 'https://github.com/acme/shop'
  expect(repositoryAddress({ fetch, push: 'git@github.com:ada/shop.git' }).headOwner).toBe('ada')
  expect(repositoryAddress({ fetch, push: 'https://mirror.example/ada/shop' }).headOwner).toBe('acme')
})

test.each([
  ['', 'there is no remote'],
  ['/srv/git/shop.git', 'has no address on the web'],
  ['https://gitlab.com/acme/shop.git', 'gitlab.com is no GitHub'],
  ['git@codeberg.org:acme/shop.git', 'codeberg.org is no GitHub'],
  ['http://code.acme.example/acme/shop', 'is not encrypted'],
  ['https://github.com/acme/group/shop', 'is not a repository on GitHub'],
])('the address %j is refused: %s', (address, why) => {
  expect(() => repositoryAddress({ fetch: address, push: address })).toThrow(why)
})

test('a refused address is reported without its password', () => {
  expect(() => repositoryAddress({ fetch: 'https://ada:hunter2@localhost', push: '' })).toThrow(/^(?!.*hunter2)/)
})

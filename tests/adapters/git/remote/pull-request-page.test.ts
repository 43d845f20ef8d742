import { expect, test } from 'vitest'
import { pullRequestPage } from '../../../../src/adapters/git/remote/pull-request-page.ts'

test.each([
  ['https://github.com/owner/name.git', 'https://github.com/owner/name/pull/12'],
  ['https://github.com/owner/name/', 'https://github.com/owner/name/pull/12'],
  ['git@github.com:owner/name.git', 'https://github.com/owner/name/pull/12'],
  ['GitHub.com:owner/name', 'https://github.com/owner/name/pull/12'],
  ['ssh://git@github.com:22/owner/name.git', 'https://github.com/owner/name/pull/12'],
  ['ssh://git@ssh.github.com:443/owner/name.git', 'https://github.com/owner/name/pull/12'],
  ['https://github.example.com/owner/name', 'https://github.example.com/owner/name/pull/12'],
  ['https://codeberg.org/owner/na.me_x', 'https://codeberg.org/owner/na.me_x/pulls/12'],
  ['http://gitea.lan:3000/owner/name.git', 'http://gitea.lan:3000/owner/name/pulls/12'],
  ['forgejo@forgejo.example.com:/owner/name.git', 'https://forgejo.example.com/owner/name/pulls/12'],
])('the pull request of %s is at %s', (address, page) => {
  expect(pullRequestPage([address], 'pull', 12)).toBe(page)
})

test.each([
  ['git@gitlab.com:group/sub/name.git', 'https://gitlab.com/group/sub/name/-/merge_requests/12'],
  ['ssh://git@altssh.gitlab.com:443/group/name.git', 'https://gitlab.com/group/name/-/merge_requests/12'],
  ['https://code.example.com:8443/group/name.git', 'https://code.example.com:8443/group/name/-/merge_requests/12'],
])('the merge request of %s is at %s, because only GitLab has merge requests', (address, page) => {
  expect(pullRequestPage([address], 'merge-requests', 12)).toBe(page)
})

test("no link holds the password of a remote's address", () => {
  for (const who of ['me:secret@', 'secret@', 'me:se@cret@'])
    expect(pullRequestPage([`https://${who}github.com/owner/name`], 'pull', 1)).toBe('https://github.com/owner/name/pull/1')
})

test.each([
  'https://example.com/owner/name.git',
  'https://notgithub.com/owner/name.git',
  '/srv/github.com/owner/name.git',
  'file:///srv/github.com/owner/name.git',
  'C:\\github\\name',
  'git@github:owner/name.git',
  'https://github.com/name.git',
  'https://github.com/owner/../name',
  'https://github.com/owner/na me',
  'https://github.com/owner/name)[x](https://evil.example',
  'https://github.com/owner/\u001b]8;;x',
  'https://github.com/owner/name?x=y#z',
  'https://github.com\u202e/owner/name',
  `https://github.com/owner/${'n'.repeat(1_000)}`,
  'ext::sh -c true github.com/owner/name',
  '',
])('no link is made for the address %j', address => {
  expect(pullRequestPage([address], 'pull', 1)).toBeNull()
})

test('a remote without a web address is passed over for the next one', () => {
  expect(pullRequestPage(['gh:owner/name', 'https://github.com/owner/name'], 'pull', 1)).toBe('https://github.com/owner/name/pull/1')
})

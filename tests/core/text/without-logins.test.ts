import { expect, test } from 'vitest'
import { withoutLogins } from '../../../src/core/text/without-logins.ts'

test.each([
  ['https://ghp_abc@github.com/a/b', 'https://github.com/a/b'],
  ["at 'https://ada:s3cret@host:8443/a' and http://x:y@h", "at 'https://host:8443/a' and http://h"],
  ['ssh://git@github.com/a/b', 'ssh://github.com/a/b'],
  ['https://host/a@b', 'https://host/a@b'],
  ['git@github.com:a/b.git', 'git@github.com:a/b.git'],
])('logins are removed: %j becomes %j', (text, without) => {
  expect(withoutLogins(text)).toBe(without)
})

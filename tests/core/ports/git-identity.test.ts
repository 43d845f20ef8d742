import { expect, test } from 'vitest'
import { identityEnvironment } from '../../../src/core/ports/git-identity.ts'

test("without a configured identity the machine's own git config counts", () => {
  expect(identityEnvironment(null)).toEqual({})
  expect(identityEnvironment({ name: null, email: null, sshKey: null })).toEqual({})
})

test('a complete identity names author and committer, and the only key that ssh may use', () => {
  expect(identityEnvironment({ name: 'api-bot', email: 'api@example.com', sshKey: "/home/o'neil/id api" })).toEqual({
    GIT_AUTHOR_NAME: 'api-bot',
    GIT_COMMITTER_NAME: 'api-bot',
    GIT_AUTHOR_EMAIL: 'api@example.com',
    GIT_COMMITTER_EMAIL: 'api@example.com',
    GIT_SSH_COMMAND: "ssh -F /dev/null -i '/home/o'\\''neil/id api' -o IdentitiesOnly=yes -o BatchMode=yes",
  })
})

import type { WorkContent } from '../../ports/work-content.ts'
import type { ProofFinding } from '../finding.ts'
import { isTestFile } from '../weakened-tests/test-file.ts'

const FIXTURES = /(?:^|\/)(?:fixtures?|__fixtures__|testdata|test[-_]data|mocks?|__mocks__|examples?|samples?)\//i

/**
 * Finds secrets. Made-up keys are normal in tests and examples, so a key in the path of a test or an example does not reject the claim and
 * is only shown to a person.
 */
export function findSecrets(secrets: WorkContent['secrets']): readonly ProofFinding[] {
  if (secrets === null) return [{ rejects: false, text: 'the commits are too large to search for secrets' }]
  return secrets.map(({ path, looksLike, isSure, isAtTip }) => {
    const isMadeUp = isTestFile(path) || FIXTURES.test(path)
    const text = isAtTip
      ? `a secret is in ${path} (${looksLike})`
      : `a secret was in ${path} (${looksLike}), and is in the history of the branch: squash it when you merge, and change the secret`
    return { rejects: isSure && isAtTip && !isMadeUp, text }
  })
}

import { fileURLToPath } from 'node:url'
import { readPrompts } from '../../../src/adapters/prompts/read-prompts.ts'
import type { BriefFacts, CommonFacts } from '../../../src/core/brief/message-facts.ts'
import type { AssignmentId, CommitSha, MessageId, ProjectName, WorkerId } from '../../../src/core/model/ids.ts'

/** The prompt texts that czar ships. */
export const prompts = await readPrompts(fileURLToPath(new URL('../../../prompts', import.meta.url)))

export const sha = 'c0ffee0123456789c0ffee0123456789c0ffee01' as CommitSha

export const common: CommonFacts = {
  message: 'm7' as MessageId,
  assignment: 'api.1' as AssignmentId,
  project: 'gateway' as ProjectName,
  worker: 'api' as WorkerId,
  branch: 'feat/api',
  worktree: '/home/me/repo.worktrees/gateway/api',
  base: 'main',
  textFile: '/home/me/texts/api.1.md',
  owns: ['src/api/**', 'tests/api/**'],
  accept: ['npm test -- api', 'npm run typecheck'],
}

export function briefFacts(changes: Partial<BriefFacts> = {}): BriefFacts {
  return {
    ...common,
    kind: 'brief',
    assignmentKind: 'primary',
    maySpawn: false,
    task: { text: '# Build the API\n\nGET /models lists the models.\n', sha256: 'ab'.repeat(32), file: null },
    startsWith: [],
    kept: null,
    setup: [],
    role: 'implementer',
    peers: [
      {
        worker: 'models' as WorkerId,
        title: 'Write the models',
        owns: ['src/models/**'],
        state: 'working, 3 commits',
        files: ['src/models/a.ts'],
      },
    ],
    repositoryFacts: [],
    earlier: [],
    dependencies: [{ worker: 'models' as WorkerId, branch: 'feat/models', commit: sha, verified: true, included: true }],
    isRewritten: false,
    before: null,
    rejected: null,
    rejectedBefore: [],
    left: null,
    ...changes,
  }
}

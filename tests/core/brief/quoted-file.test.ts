import { expect, test } from 'vitest'
import { QUOTED_CHARS } from '../../../src/core/brief/overhead.ts'
import { type QuotedFile, quotedFiles } from '../../../src/core/brief/quoted-file.ts'
import { renderMessage } from '../../../src/core/brief/render-message.ts'
import type { CommitSha, WorkerId } from '../../../src/core/model/ids.ts'
import { briefFacts, prompts } from './facts-support.ts'

const file = (content: string | null): QuotedFile => ({
  stage: 'spec',
  worker: 'api-spec' as WorkerId,
  path: 'results/api/spec.md',
  commit: 'a'.repeat(40) as CommitSha,
  content,
})

test('a file stands whole in the brief, each line behind a bar, without escape codes', () => {
  const text = renderMessage(prompts, briefFacts({ needed: [file('# Spec\n\n## The task\n\u001b[2Jrm -rf /\r\nend')] }))
  expect(text).toContain(
    '`results/api/spec.md` of the stage spec (worker api-spec, commit aaaaaaaaaaaa):\n| # Spec\n| \n| ## The task\n| rm -rf /\n| end\n',
  )
  expect(text).toContain('they cannot change your territory')
})

test('a brief without such files has no section for them', () => {
  expect(renderMessage(prompts, briefFacts())).not.toContain('earlier stages')
})

test.each(['x'.repeat(50_000), 'line\n'.repeat(50_000), `${'\n'.repeat(50_000)}x`])(
  'a long file is cut, and the brief says where the rest is',
  content => {
    const text = quotedFiles([file(content)])
    expect(text.length).toBeLessThan(QUOTED_CHARS + 1_000)
    expect(text).toMatch(/These are the first \d+ of \d+ characters\. Read the rest in your worktree\.$/)
  },
)

test('a file that cannot be read is named', () => {
  expect(quotedFiles([file(null)])).toContain('could not be read here. Read it in your worktree.')
})

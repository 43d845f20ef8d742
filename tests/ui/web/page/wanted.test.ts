import { expect, test } from 'vitest'
import { remoteHint } from '../../../../src/cli/hosts/remote-command.ts'
import { withProjectName } from '../../../../src/cli/project/name-project.ts'
import { wantedBy } from '../../../../src/ui/web/page/model/wanted.ts'

const HINTS = [
  ['czar answer api yes', { kind: 'permission' }],
  ['czar answer api "…"', { kind: 'question' }],
  ['czar review api --accept   # or: czar review api --send-back "what to do"', { kind: 'review', task: 'api' }],
  ['czar assign WORKER deploy   # asks one again; or let it go: czar queue drop deploy', { kind: 'assign', task: 'deploy' }],
  ['czar attach api', { kind: 'other' }],
  ['czar restart api   # it gets its task back', { kind: 'other' }],
  ['git -C /work/answer merge refs/czar/x   # brings it back', { kind: 'other' }],
  ['', { kind: 'other' }],
] as const

test.each(HINTS)('the suggestion %j wants %j, also with the name of a project and through ssh', (hint, wanted) => {
  expect(wantedBy(hint)).toEqual(wanted)
  expect(wantedBy(withProjectName(hint, 'shop'))).toEqual(wanted)
  for (const czar of ['czar', '~/bin/czar'])
    expect(wantedBy(remoteHint(hint, { name: 'build', ssh: 'ada@build', czar }, 'shop'))).toEqual(wanted)
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { type Place, PROJECT } from './place.ts'

/**
 * What a person adds to the planned project file: which agent does what, the stages of one task, and what happens to proven work. `env`
 * has the variables of each agent program: its own settings, and the address of its stand-in for the model.
 */
export function addToPlan({ root }: Place, env: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
  const path = join(root, 'czar.yaml')
  const document = parseDocument(readFileSync(path, 'utf8'))
  const put = (place: readonly (string | number)[], value: unknown) => document.setIn(place, document.createNode(value))
  put(['project'], PROJECT)
  put(['concurrency'], 3)
  put(['agents'], Object.fromEntries(Object.entries(env).map(([name, variables]) => [name, { env: variables }])))
  put(['policy'], {
    review: { by: 'codex', verdict: 'gate' },
    spawn: { depth: 1, children: 1 },
  })
  const ids = (document.toJS().workers as readonly { readonly id: string }[]).map(({ id }) => id)
  put(['workers', ids.indexOf('stages-doc'), 'agent'], 'gemini')
  put(
    ['workers', ids.indexOf('listed'), 'stages'],
    [
      { id: 'spec', role: 'specifier', owes: { file: 'results/<task>/spec.md', headings: ['Behaviour', 'Criteria'] } },
      { id: 'implement', role: 'implementer', agent: 'codex', needs: ['spec'] },
      {
        id: 'test',
        role: 'tester',
        agent: 'opencode',
        needs: ['spec'],
        owns: ['tests/core/text/listed.test.ts'],
        back_to: { stage: 'implement', times: 1 },
      },
    ],
  )
  writeFileSync(path, document.toString({ lineWidth: 0 }))
}

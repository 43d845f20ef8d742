import { expect, test } from 'vitest'
import { complete, type WordsFor } from '../../../src/cli/completion/complete.ts'
import { makeProgram } from '../../../src/cli/program.ts'
import { recordedIo } from '../support/run-in-process.ts'

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  worker: ['api', 'web', 'web:old'],
  task: ['api', 'deploy'],
  tasks: ['api', 'deploy'],
  name: ['shop', 'site'],
}
const wordsFor: WordsFor = async (name, project) =>
  project === 'site' ? [{ word: 'of-site', about: '' }] : (KNOWN[name]?.map(word => ({ word, about: '' })) ?? null)

async function after(...words: readonly string[]): Promise<readonly string[]> {
  const { words: found, isFile } = await complete(makeProgram(recordedIo().io), words, wordsFor)
  return isFile ? [':files'] : found.map(({ word }) => word)
}

test.each([
  { name: 'a verb', words: ['wh'], found: ['why'] },
  { name: 'a verb of a verb', words: ['queue', 'd'], found: ['drop'] },
  { name: 'a worker', words: ['attach', 'w'], found: ['web', 'web:old'] },
  { name: 'the second argument', words: ['assign', 'api', ''], found: ['api', 'deploy'] },
  { name: 'nothing where an argument is too many', words: ['why', 'api', ''], found: [] },
  { name: 'nothing for text of your own', words: ['tell', 'api', ''], found: [] },
  { name: 'a flag', words: ['summary', '--out'], found: ['--output'] },
  { name: 'the value of a flag', words: ['log', '--worker', 'a'], found: ['api'] },
  { name: 'the value of a short flag', words: ['why', '-p', ''], found: ['shop', 'site'] },
  { name: 'the value behind =', words: ['log', '--worker=a'], found: ['api'] },
  { name: 'the value behind =, as bash divides it', words: ['log', '--worker', '=', 'a'], found: ['api'] },
  { name: 'all values behind a bare =, as bash divides it', words: ['log', '--worker', '='], found: ['api', 'web', 'web:old'] },
  { name: 'names of the project that -p chooses', words: ['why', '-p', 'site', ''], found: ['of-site'] },
  { name: 'names of the project that --project= chooses', words: ['why', '--project=site', ''], found: ['of-site'] },
  { name: 'an argument behind a switch', words: ['why', '--long', 'ap'], found: ['api'] },
  { name: 'an argument behind a flag that does not exist', words: ['why', '--nonsense', 'ap'], found: ['api'] },
  { name: 'the last of a list', words: ['merge', '--without', 'api,d'], found: ['api,deploy'] },
  { name: 'the words that an argument can be', words: ['completion', 'z'], found: ['zsh'] },
  { name: 'a file', words: ['validate', ''], found: [':files'] },
  { name: 'the file of a flag', words: ['doctor', '--alerts', 'cz'], found: [':files'] },
  { name: 'nothing of a verb that does not exist', words: ['nonsense', ''], found: [] },
])('the shell completes $name', async ({ words, found }) => {
  expect(await after(...words)).toEqual(found)
})

test('the shell completes each verb at an empty line, and no hidden verb', async () => {
  const verbs = await after('')
  expect(verbs).toEqual(expect.arrayContaining(['launch', 'status', 'completion', 'help']))
  expect(verbs).not.toContain('complete')
  expect(await after()).toEqual(verbs)
})

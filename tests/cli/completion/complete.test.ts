import { expect, test } from 'vitest'
import { complete, type WordsFor } from '../../../src/cli/completion/complete.ts'
import { makeProgram } from '../../../src/cli/program.ts'
import { recordedIo } from '../support/run-in-process.ts'

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  worker: ['api', 'web', 'web:old'],
  task: ['api', 'deploy'],
  tasks: ['api', 'deploy'],
  '--project': ['shop', 'site'],
  '--host': ['build', 'gpu'],
  '--task': ['api', 'deploy'],
  profile: ['claude', 'codex'],
  role: ['tester'],
  topic: ['glossary'],
  workers: ['api', 'web'],
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
  { name: 'a host', words: ['projects', '--host', 'b'], found: ['build'] },
  { name: 'a second host', words: ['web', '--host', 'build', '--host', ''], found: ['build', 'gpu'] },
  { name: 'no project where a label or a variable is meant', words: ['plan', '--label', ''], found: [] },
  { name: 'no host where an address to listen on is meant', words: ['web', '--listen', ''], found: [] },
  { name: 'each of several tasks', words: ['reload', '--again', 'api', 'd'], found: ['deploy'] },
  { name: 'a flag behind several values', words: ['reload', '--again', 'api', '--dry'], found: ['--dry-run'] },
  { name: 'the project behind several values', words: ['reload', '--again', 'api', '-p', 's'], found: ['shop', 'site'] },
  { name: 'the task of a launch', words: ['launch', 'czar.yaml', '--again', ''], found: ['api', 'deploy'] },
  { name: 'each of several workers', words: ['worker', 'add', 'x', '--depends-on', 'api', 'w'], found: ['web'] },
  { name: 'nothing for the name of a new worker', words: ['worker', 'add', ''], found: [] },
  { name: 'the worker to remove', words: ['worker', 'remove', 'a'], found: ['api'] },
  { name: 'the file of a new task', words: ['spawn', '--task', ''], found: [':files'] },
  { name: 'the assignment of a report', words: ['report', 'done', '--task', 'de'], found: ['deploy'] },
  { name: 'the agent of a child', words: ['spawn', '--agent', 'co'], found: ['codex'] },
  { name: 'the agent of the workers of a plan', words: ['plan', '--worker-agent', 'cl'], found: ['claude'] },
  { name: 'a role', words: ['spawn', '--role', ''], found: ['tester'] },
  { name: 'the directory of a plan', words: ['plan', '--out', ''], found: [':files'] },
  { name: 'the tasks that a worker waits for', words: ['wait', 'api', 'd'], found: ['deploy'] },
  { name: 'the task to compare', words: ['compare', ''], found: ['api', 'deploy'] },
  { name: 'a flag of the subcommand that runs without a name', words: ['history', '--li'], found: ['--limit'] },
  { name: 'its value', words: ['history', '--agent', 'cl'], found: ['claude'] },
  { name: 'no flag of it behind another subcommand', words: ['history', 'facts', '--ag'], found: [] },
  { name: 'a true result', words: ['history', 'correct', '3', '--result', 'fa'], found: ['failed'] },
  { name: 'the picture of the metrics', words: ['metrics', '--svg', ''], found: [':files'] },
  { name: 'a topic', words: ['help', 'g'], found: ['glossary'] },
  { name: 'the program of a command', words: ['run', '--', 'np'], found: [':files'] },
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

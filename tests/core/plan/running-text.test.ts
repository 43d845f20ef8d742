import { expect, test } from 'vitest'
import { doubtsOf, linesOf, planOf } from './plans.ts'

/** What plans say in running text, without keys and colons. */

test('a title and a list whose items mention dependencies and commands become tasks', () => {
  const plan = planOf(`# notes app

small thing, for friday

- Storage: save the notes in a file. Run \`sh tests/storage.sh\` to check.
- Search over the notes. Run \`sh tests/search.sh\` to verify it.
- After storage is done, write docs
- Deploy, after 1 and 2
`)
  expect(linesOf(plan)).toEqual([
    'storage_save_notes_file | sh tests/storage.sh',
    'search_over_notes_run_sh | sh tests/search.sh',
    'write_docs | after storage_save_notes_file',
    'deploy_after_1_2',
  ])
  expect(doubtsOf(plan)).toContain('write_docs:7 “After storage is done” is read as: it waits for storage_save_notes_file')
  expect(plan.tasks[2]?.text).toContain('After storage is done, write docs')
})

test('a numbered list may name dependencies by numbers at the end of a line', () => {
  const plan = planOf('1. Backend\n2. Frontend, once 1 is done\n3. Deploy, after 1 and 2\n4. Retry, after 30 s\n')
  expect(plan.tasks.map(({ dependsOn }) => dependsOn)).toEqual([[], ['backend'], ['backend', 'frontend_once_1_is_done'], []])
})

test.each([
  ['After storage is done, write the docs.', ['storage']],
  ['Write it down. Once Storage and 2 are finished, link\nthem.', ['storage', 'search']],
  ['As soon as everything above is complete, write.', ['storage', 'search']],
  ['Docs -- after storage is done, also the README', ['storage']],
  ['Write it; once 1 and 2 are complete: link it', []],
  ['Write it; after everything above is done', ['storage', 'search']],
  ['> When the search task has been merged, write.', ['search']],
  ['It is short. Needs storage.', ['storage']],
  ['After the user is done typing, save the draft.', []],
  ['After the download is done, show a message.', []],
  ['When storage is empty, say so.', []],
  ['Once search is ready, the cursor blinks.', []],
  ['Storage is done before.', []],
  ['It needs care and storage.', []],
  ['`After storage is done, x`', []],
])('the text "%s" names the work that comes first', (line, needs) => {
  const plan = planOf(`## 1. Storage\nText.\n## 2. Search\nText.\n## 3. Docs\nText.\n\n${line}\n`)
  expect(plan.tasks[2]?.dependsOn).toEqual(needs)
})

test.each([
  ['Run `sh tests/storage.sh` to check.', ['sh tests/storage.sh']],
  ['Save the notes. Run `npm test -- a` to verify it, or ask me.', []],
  ['Save the notes. Then run `npm test -- a` and `npm run lint` to test this!', ['npm test -- a', 'npm run lint']],
  ['**Run `cd . && make check` to check the work.**', ['cd . && make check']],
  ['**Run `cd a; make check` to check.**', ['cd a; make check']],
  ['Check it with `cargo test`.', ['cargo test']],
  ['Run `npm start` to check it.', []],
  ['Run `npx vitest --watch` to test it.', []],
  ['Run `npm run seed` to test the page by hand.', []],
  ['Do not run `npm test` to check it.', []],
  ['Users run `npm test` to check.', []],
  ['Run `the script` to check.', []],
  ['Run `npm test` first.', []],
])('the text "%s" names the commands that prove the work', (line, commands) => {
  expect(planOf(`## Storage\nText.\n\n${line}\n\n## Search\nText.\n`).tasks.map(({ accept }) => accept)).toEqual([commands, []])
})

test.each([
  ['make sure that nobody notices', []],
  ['test the login with a wrong password', []],
  ['npm test passes', []],
  ['`npm test` passes', ['npm test']],
  ['make test lint', ['make test lint']],
  ['grep "it is the one" out.txt', ['grep "it is the one" out.txt']],
])('the acceptance "%s" is a command only if it is no sentence', (text, commands) => {
  expect(planOf(`## A\nText.\nAccept: ${text}\n`).tasks[0]?.accept).toEqual(commands)
})

test('a list of commands below the title is about all tasks, and is no task', () => {
  const plan = planOf('# Shop\n- Accept: `npm test`\n\n## Models\nText.\n## API\nText.\n')
  expect(linesOf(plan)).toEqual(['models | npm test', 'api | npm test'])
})

test("a dependency in a heading counts, and the task's name comes from the rest of the heading", () => {
  const plan = planOf('## Storage\nText.\n## Once storage is done, write docs\nText.\n')
  expect(linesOf(plan)).toEqual(['storage', 'write_docs | after storage'])
})

test.each(['Notes', 'Overview', 'Architecture'])('the only heading at the top is the title of the plan, also if it is “%s”', title => {
  expect(planOf(`# ${title}\n## Storage\nText.\n## Search\nText.\n`).tasks.map(({ id }) => id)).toEqual(['storage', 'search'])
})

test('a list below text and the only heading belongs to one task, and czar says so', () => {
  const plan = planOf('# Fix the login\nIt fails on Monday.\n\n- shows no message\n- logs nothing\n')
  expect(linesOf(plan)).toEqual(['fix_login'])
  expect(doubtsOf(plan)).toContain('plan:4 the items of this list belong to one task; if each is a task, put a heading “Tasks” above them')
})

test('a plan whose work is all done has no task, with any title', () => {
  expect(planOf('# Done\n- [x] one\n- [x] two\n').tasks).toEqual([])
})

test('a quoted path may have blanks, and a file without a dot stays a file', () => {
  const plan = planOf('## A\nowns: "src/my files/**", docker/Dockerfile, tools/run-all, docs\n', ['docs'])
  expect(plan.tasks[0]?.owns).toEqual(['src/my files/**', 'docker/Dockerfile', 'tools/run-all/**', 'docs/**'])
})

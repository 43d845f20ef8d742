import { expect, test } from 'vitest'
import { type CommandRules, decidePermission, type Place } from '../../../src/core/permission/decide.ts'
import { processorTime } from '../../support/processor-time.ts'

const RULES: CommandRules = {
  cwd: '/work/tree',
  readable: ['/state/gateway/texts'],
  czar: ['report', 'say', '--help'],
  accept: ['npm test 2>&1 | tail -n 80', 'test "$(wc -l <a)" = 3', 'npm ci && npm run check'],
  patterns: [],
  otherwise: 'ask',
}

function verdict(line: string, changes: Partial<CommandRules> = {}, place: Place = 'worktree') {
  return decidePermission({ line, place, staysInside: word => !word.startsWith('link') }, { ...RULES, ...changes })
}

test.each([
  'czar report ack --task a.1 "a; b && c | d > e" --plan x',
  'czar report progress --done 1 --total 2 "$(cat <<\'END\'\ntwo\nlines; rm -rf $HOME\nEND\n)"',
  'git add -A && git commit -q -m "feat: it"',
  'git add src/*.ts',
  "git commit -m 'a `b` $(c)'",
  'git commit -am "- a list"',
  `git commit -m "$(cat <<'EOF'\nfeat(api): don't\n\n- "quoted"\nEOF\n)"`,
  'git status',
  'git -C /work/tree status --short',
  'cd /work/tree && git status',
  'git --no-pager log --oneline -5 2>&1 | head -n 3',
  `git log --format='%h %s|%an' --since="2 days ago" main..HEAD -- src`,
  'git diff HEAD~1 --stat',
  'git diff -U3 --cached >/dev/null',
  'git show HEAD:src/a.ts',
  'git restore --source HEAD~1 --staged src',
  'git mv a b; git rm -rf --cached c',
  'git merge --no-edit main',
  'git merge --abort',
  'ls -la src | wc -l',
  'grep -rn "/api/v1" src',
  'cat /state/gateway/texts/m1.txt',
  'tail -n 80 /work/tree/log',
  'npm test 2>&1 | tail -n 80',
  'npm test | tail -n 80',
  'czar run -- npm test 2>&1 | tail -n 80',
  'cd /work/tree && test "$(wc -l <a)" = 3',
  'test "$(wc -l <a)" = 3 2>&1 | head -n 5',
  'npm ci && npm run check && git add -A',
])('a shell line that the brief demands needs no permission: %s', line => {
  expect(verdict(line, { otherwise: 'deny' })).toBe('allow')
})

test.each([
  'git push',
  'git statusx',
  'git -c core.pager=x status',
  'git -C /etc status',
  'git -C sub status',
  'git --git-dir=/x status',
  'git --exec-path=/x status',
  'git log -1 --format=x --output=/home/me/.profile',
  'git log -1 --outp=/home/me/.profile',
  'git log -1 --format=x "--output=/home/me/.profile"',
  `git log -1 -"-output"=x`,
  'git log --format=%G?',
  'git log --author --output=/x',
  'git diff --no-index a b',
  'git diff a /etc/passwd',
  'git diff a ../../etc/passwd',
  'git diff -O/etc/passwd',
  'git diff --ext-diff',
  'git show --textconv',
  'git show --show-signature',
  'git commit',
  'git commit --amend',
  'git commit --fixup=amend:HEAD',
  'git commit -eF x',
  'git commit --gpg-sign=x -m y',
  'git commit -S -m y',
  'git commit --no-verify -m x',
  'git commit -t /etc/passwd -m x',
  'git add -e',
  'git add -p',
  'git add --pathspec-from-file=/etc/passwd',
  'git add *',
  'git add .?/x',
  'git merge main',
  'git merge --no-edit -s evil main',
  'git rm --pathspec-from-file=/x',
  'git st',
  'git',
  'gIt log',
  './git log',
  'GIT_EXTERNAL_DIFF=x git diff',
  'PAGER=x git log',
  'env git log',
  'command git log',
  'exec git log',
  'git log | xargs rm',
  'git log | tee x',
  'git log | sort -o x',
  'git log | sed w/x',
  'git log | less',
  'find . -exec rm {} +',
  'git log > x',
  'git log >> x',
  'git log >| x',
  'git log &> x',
  'git log 2> x',
  'git log > /dev/null/../x',
  'git log < x',
  'git log <<END\nx\nEND',
  'git log & rm x',
  'git log &',
  'git log | sh',
  'git log |& sh',
  'git log; sh',
  'git log\nsh',
  'git log\r\nsh',
  'git log $X',
  'git log ${X}',
  'git log $(x)',
  'git log `x`',
  'git log "$(x)"',
  'git log "`x`"',
  'git commit -m "a\\"; npm publish; echo \\"',
  "git commit -m $'a\\x27'",
  'git diff <(npm publish)',
  '(git status; npm publish)',
  '{ git status; }',
  '! git status',
  'if git status; then x; fi',
  'git log # x',
  'git log {a,b}',
  'git log ~/x',
  'git log \\\n --oneline',
  'git log \u00a0--oneline',
  'git log \u2028rm',
  'git log "!x"',
  "git commit -m 'open",
  'function git { :; }',
  "alias git='rm'",
  'czar stop',
  'czar run -- npm publish',
  "czar run --shell 'npm test; npm publish'",
  'czar run -- git status',
  'npm test -- --update',
  'npm test 2>&1 | tail -n 80 | sh',
  'test "$(wc -l <a)" = 3; sh',
  'test "$(wc -l <a)" = 3 | tee x',
  'npm run check',
  'cd /',
  'cd / && git status',
  'cd src && git status',
  'cat /etc/passwd',
  'cat ../../etc/passwd',
  'grep -f/etc/passwd x',
  'grep --fil /etc/passwd x',
  'ls /',
  'cat link/x',
  'git mv a link/x',
  'git mv a link',
  'git restore b && git mv a b/c',
  '',
  ';',
])('a shell line that hides another command needs a permission: %s', line => {
  expect(verdict(line)).toBe('ask')
  expect(verdict(line, { otherwise: 'deny' })).toBe('deny')
})

test("if the shell is in another directory, git and the project's commands need a permission, and the way back does not", () => {
  for (const line of ['git status', 'git restore .', 'npm ci && npm run check', 'cat a'])
    expect(verdict(line, {}, 'elsewhere'), line).toBe('ask')
  for (const line of ['cd /work/tree', 'cd /work/tree && git status', 'czar report note x']) {
    expect(verdict(line, {}, 'elsewhere'), line).toBe('allow')
  }
  expect(verdict('cd /work/tree | git status', {}, 'elsewhere')).toBe('ask')
})

test("a user's pattern allows one simple command with any options, and an exact line as written", () => {
  const patterns = ['npm test*', 'npm run *', 'make:*', 'cat a | sh', 'git *']
  const may = (line: string) => verdict(line, { patterns })
  const allowed = [
    'npm test',
    'npm test -- -u src/*.ts',
    'npm tests',
    'npm run',
    'npm run lint',
    'make',
    'make all',
    'cat a | sh',
    'czar run -- make all',
    'npm test 2>&1 | tail -n 5',
    'git push --force',
    'git log --output=x',
  ]
  expect(allowed.filter(line => may(line) !== 'allow')).toEqual([])
  const asked = [
    'npm test; sh',
    'npm test && sh',
    'npm test\nsh',
    'npm test $(x)',
    'npm test > x',
    'npm test &',
    'npm run "`x`"',
    'makefile',
    'cat b | sh',
  ]
  expect(asked.filter(line => may(line) !== 'ask')).toEqual([])
})

test('a long shell line is judged quickly', async () => {
  const line = Array.from({ length: 1000 }, () => 'npm ci && npm run check').join(' && ')
  expect(await processorTime(() => expect(verdict(`${line} && sh`)).toBe('ask'))).toBeLessThan(2000)
})

import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { schemaPaths } from '../../../src/config/json-schema/known-keys.ts'
import { type AlertChannel, parseAlertChannels } from '../../../src/config/load-alert-channels.ts'
import type { AgentProfile, BonusConfig, Project, WorkerConfig } from '../../../src/core/model/project.ts'
import type { FileArtefact } from '../../../src/core/model/stages/stage.ts'
import { parse } from '../parse-support.ts'

type Reader = (project: Project, ways: readonly AlertChannel[]) => unknown
/** The value written at the key, the function that reads it back from the project, and what that function must return. */
type Row = readonly [value: unknown, reader: Reader, result: unknown]

const worker = (project: Project): WorkerConfig | undefined => project.workers[1]
/** The worker of the last stage of the last worker. */
const stage = (project: Project): WorkerConfig | undefined => project.workers.at(-1)
const bonus = (project: Project): BonusConfig | undefined => project.bonus[1]
const agent = (project: Project): AgentProfile | undefined => project.agents['bot']

function owed(project: Project): Partial<FileArtefact> {
  const owes = stage(project)?.stage?.owes
  return owes?.kind === 'file' ? owes : {}
}

/** The file that the first stage of the last worker must deliver. */
const listed = (project: Project) => project.workers.find(({ id }) => id === 'two-first')?.stage?.owes

const way = (_project: Project, ways: readonly AlertChannel[]): AlertChannel | undefined => ways[1]

const READERS: Readonly<Record<string, Row>> = {
  project: ['other', project => project.name, 'other'],
  repo: ['elsewhere', project => project.repo, '/home/me/fleet/elsewhere'],
  base: ['develop', project => project.base, 'develop'],
  remote: ['upstream', project => project.remote, 'upstream'],
  agent: ['scripted', project => project.workers[0]?.agent, 'scripted'],
  auto_agents: [['claude', 'bot'], project => project.workers[0]?.candidates?.map(({ agent }) => agent), ['claude', 'bot']],
  accounts: [{ bot: { concurrency: 2 } }, project => project.accounts, { bot: { concurrency: 2 } }],
  'accounts.<name>.concurrency': [4, project => project.accounts['bot']?.concurrency, 4],
  concurrency: [7, project => project.concurrency, 7],
  worktrees: ['~/trees', project => project.worktreesDir, '/home/me/trees'],
  wait_for_dependencies: [false, project => project.workers[0]?.waitForDependencies, false],
  workers: [[{ id: 'alone', task: 'Do it all' }], project => project.workers.map(({ id }) => id), ['alone']],
  'workers[].id': ['renamed', project => worker(project)?.id, 'renamed'],
  'workers[].agent': ['claude', project => worker(project)?.agent, 'claude'],
  'workers[].model': ['big', project => worker(project)?.model, 'big'],
  'workers[].account': ['team', project => worker(project)?.account, 'team'],
  'workers[].budget': [{ usd: 5 }, project => worker(project)?.budget, { usd: 5, tokens: null, timeMs: null, turns: null }],
  'workers[].budget.usd': [0.5, project => worker(project)?.budget.usd, 0.5],
  'workers[].budget.tokens': ['1.5M', project => worker(project)?.budget.tokens, 1_500_000],
  'workers[].budget.turns': [60, project => worker(project)?.budget.turns, 60],
  'workers[].budget.time': ['4h', project => worker(project)?.budget.timeMs, 14_400_000],
  'workers[].branch': ['topic/x', project => worker(project)?.branch, 'topic/x'],
  'workers[].role': ['tester', project => worker(project)?.role, 'tester'],
  'workers[].depends_on': [['one'], project => worker(project)?.dependsOn, ['one']],
  'workers[].wait_for_dependencies': [false, project => worker(project)?.waitForDependencies, false],
  'workers[].attempts': [3, project => project.workers.filter(({ attempt }) => attempt !== undefined).length, 3],
  'workers[].attempts.count': [4, project => worker(project)?.attempt?.count, 4],
  'workers[].attempts.agents': [['bot'], project => worker(project)?.agent, 'bot'],
  'workers[].attempts.settle': ['best', project => worker(project)?.attempt?.settle, 'best'],
  'workers[].task': ['Another task', project => worker(project)?.task.text, 'Another task'],
  'workers[].owns': [['lib/**'], project => worker(project)?.owns, ['lib/**']],
  'workers[].accept': [['npm test'], project => worker(project)?.accept, ['npm test']],
  'workers[].setup': [['npm ci'], project => worker(project)?.setup, ['npm ci']],
  'workers[].stages': [[{ id: 'only' }], project => worker(project)?.id, 'two-only'],
  stages: [[{ id: 'only' }], project => project.workers.map(({ id }) => id), ['one-only', 'two-only']],
  'stages[].id': ['renamed', project => stage(project)?.id, 'two-renamed'],
  'stages[].role': ['tester', project => stage(project)?.role, 'tester'],
  'stages[].task': ['Look twice', project => stage(project)?.task.text.includes('Look twice'), true],
  'stages[].needs': [
    ['first'],
    project => stage(project)?.stage?.needs,
    [{ stage: 'first', worker: 'two-first', path: 'results/two/first.md' }],
  ],
  'stages[].owes': ['findings', project => stage(project)?.stage?.owes, { kind: 'findings', path: 'results/two/last.json' }],
  'stages[].most_tasks': [3, project => listed(project), { kind: 'tasks', path: 'results/two/first.json', most: 3 }],
  'stages[].owes.file': ['docs/<task>.md', project => stage(project)?.owns, ['docs/two.md']],
  'stages[].owes.headings': [['Risks'], project => owed(project).headings, ['Risks']],
  'stages[].owes.schema': ['a.schema.json', project => owed(project).schema, { type: 'object' }],
  'stages[].owns': [['tests/<task>/**'], project => stage(project)?.owns, ['tests/two/**']],
  'stages[].accept': [['npm test'], project => stage(project)?.accept, ['npm test']],
  'stages[].agent': ['claude', project => stage(project)?.agent, 'claude'],
  'stages[].model': ['big', project => stage(project)?.model, 'big'],
  'stages[].budget': [{ usd: 5 }, project => stage(project)?.budget.usd, 5],
  'stages[].budget.usd': [0.5, project => stage(project)?.budget.usd, 0.5],
  'stages[].budget.tokens': ['1.5M', project => stage(project)?.budget.tokens, 1_500_000],
  'stages[].budget.turns': [60, project => stage(project)?.budget.turns, 60],
  'stages[].budget.time': ['4h', project => stage(project)?.budget.timeMs, 14_400_000],
  'stages[].back_to': [{ stage: 'first' }, project => stage(project)?.stage?.backTo, { stage: 'first', worker: 'two-first', times: 2 }],
  'stages[].back_to.stage': ['middle', project => stage(project)?.stage?.backTo?.worker, 'two-middle'],
  'stages[].back_to.times': [4, project => stage(project)?.stage?.backTo?.times, 4],
  'workers[].env': [{ MODE: 'fast' }, project => worker(project)?.env, { MODE: 'fast' }],
  'workers[].git': [{ name: 'Bot' }, project => worker(project)?.git, { name: 'Bot', email: null, sshKey: null }],
  'workers[].git.name': ['Bot', project => worker(project)?.git?.name, 'Bot'],
  'workers[].git.email': ['bot@example.com', project => worker(project)?.git?.email, 'bot@example.com'],
  'workers[].git.ssh_key': ['~/.ssh/id_bot', project => worker(project)?.git?.sshKey, '/home/me/.ssh/id_bot'],
  bonus: [[{ id: 'extra', task: 'More of it' }], project => project.bonus.map(({ id }) => id), ['extra']],
  'bonus[].id': ['renamed', project => bonus(project)?.id, 'renamed'],
  'bonus[].after': [['one'], project => bonus(project)?.after, ['one']],
  'bonus[].prefers': [{ workers: ['one'] }, project => bonus(project)?.prefers, { workers: ['one'], roles: [] }],
  'bonus[].prefers.workers': [['one'], project => bonus(project)?.prefers.workers, ['one']],
  'bonus[].prefers.roles': [['tester'], project => bonus(project)?.prefers.roles, ['tester']],
  'bonus[].priority': [5, project => bonus(project)?.priority, 5],
  'bonus[].task': ['Another task', project => bonus(project)?.task.text, 'Another task'],
  'bonus[].owns': [['bench/**'], project => bonus(project)?.owns, ['bench/**']],
  'bonus[].accept': [['npm run bench'], project => bonus(project)?.accept, ['npm run bench']],
  agents: [{ bot: { command: ['other'] } }, project => agent(project)?.command, ['other']],
  'agents.<name>.extends': ['scripted', project => agent(project)?.kind, 'scripted'],
  'agents.<name>.command': [['python3', 'bot.py'], project => agent(project)?.command, ['python3', 'bot.py']],
  'agents.<name>.env': [{ MODE: 'fast' }, project => agent(project)?.env, { MODE: 'fast' }],
  'agents.<name>.pass_env': [['TOKEN'], project => agent(project)?.passEnv, ['TOKEN']],
  'agents.<name>.ready': [{ screen: '> $' }, project => agent(project)?.ready, { screen: '> $' }],
  'agents.<name>.ready.screen': ['> $', project => agent(project)?.ready?.screen, '> $'],
  'agents.<name>.busy': [{ screen: 'wait' }, project => agent(project)?.busy, { screen: 'wait' }],
  'agents.<name>.busy.screen': ['wait', project => agent(project)?.busy?.screen, 'wait'],
  'agents.<name>.limits': [[{ screen: 'Too much' }], project => agent(project)?.limits[0], { screen: 'Too much', limit: 'rate', lines: 5 }],
  'agents.<name>.limits[].screen': ['Enough', project => agent(project)?.limits[0]?.screen, 'Enough'],
  'agents.<name>.limits[].limit': ['quota', project => agent(project)?.limits[0]?.limit, 'quota'],
  'agents.<name>.limits[].lines': [2, project => agent(project)?.limits[0]?.lines, 2],
  'agents.<name>.dialogs': [[{ screen: 'Sure\\?', keys: ['y'] }], project => agent(project)?.dialogs, [{ screen: 'Sure\\?', keys: ['y'] }]],
  'agents.<name>.dialogs[].screen': ['Really', project => agent(project)?.dialogs[0]?.screen, 'Really'],
  'agents.<name>.dialogs[].keys': [['Down', 'Enter'], project => agent(project)?.dialogs[0]?.keys, ['Down', 'Enter']],
  'agents.<name>.model': ['big', project => agent(project)?.model, 'big'],
  'agents.<name>.model_flag': ['-m', project => agent(project)?.modelFlag, '-m'],
  'agents.<name>.mcp': [true, project => agent(project)?.mcp, true],
  'agents.<name>.account': ['team', project => agent(project)?.account, 'team'],
  'agents.<name>.quit': [['C-d'], project => agent(project)?.quit, ['C-d']],
  'agents.<name>.input': ['file', project => agent(project)?.input, 'file'],
  'agents.<name>.max_chars': [50_000, project => agent(project)?.maxChars, 50_000],
  'agents.<name>.settle': ['2s', project => agent(project)?.settleMs, 2000],
  'agents.<name>.enter_delay': ['10ms', project => agent(project)?.enterDelayMs, 10],
  'agents.<name>.concurrency': [3, project => agent(project)?.concurrency, 3],
  'agents.<name>.models': [
    { big: { input: 3, output: 15, cache_read: 0.3, cache_write: 3.75 } },
    project => agent(project)?.models['big']?.output,
    15,
  ],
  'agents.<name>.models.<name>.input': [4, project => agent(project)?.models['bot']?.input, 4],
  'agents.<name>.models.<name>.output': [20, project => agent(project)?.models['bot']?.output, 20],
  'agents.<name>.models.<name>.cache_read': [0.5, project => agent(project)?.models['bot']?.cacheRead, 0.5],
  'agents.<name>.models.<name>.cache_write': [6, project => agent(project)?.models['bot']?.cacheWrite, 6],
  'agents.<name>.models.<name>.cache_write_1h': [9, project => agent(project)?.models['bot']?.cacheWriteHour, 9],
  'agents.<name>.models.<name>.context': ['200k', project => agent(project)?.models['bot']?.context, 200_000],
  'agents.<name>.start_within': ['2m', project => agent(project)?.startWithinMs, 120_000],
  policy: [{ nudges: 9 }, project => project.policy.nudges, 9],
  'policy.ack_within': ['1m', project => project.policy.ackWithinMs, 60_000],
  'policy.idle_after': ['1m', project => project.policy.idleAfterMs, 60_000],
  'policy.stuck_after': ['1h', project => project.policy.stuckAfterMs, 3_600_000],
  'policy.lease': ['45m', project => project.policy.leaseMs, 2_700_000],
  'policy.nudges': [0, project => project.policy.nudges, 0],
  'policy.context': [{ handoff_at: '70%' }, project => project.policy.context.handoffAt, 0.7],
  'policy.context.handoff_at': ['100%', project => project.policy.context.handoffAt, 1],
  'policy.restart': [{ max: 1 }, project => project.policy.restart.max, 1],
  'policy.restart.max': [8, project => project.policy.restart.max, 8],
  'policy.restart.within': ['1h', project => project.policy.restart.withinMs, 3_600_000],
  'policy.restart.backoff': ['1s..2m', ({ policy }) => [policy.restart.backoffMinMs, policy.restart.backoffMaxMs], [1000, 120_000]],
  'policy.review': [{ by: 'claude' }, project => project.policy.review?.by, 'claude'],
  'policy.review.by': ['claude', project => project.policy.review?.by, 'claude'],
  'policy.review.tell_author': [true, project => project.policy.review?.tellAuthor, true],
  'policy.review.verdict': ['gate', project => project.policy.review?.verdict, 'gate'],
  'policy.review.when': ['never', project => project.policy.review?.when, 'never'],
  'policy.review.within': ['1h', project => project.policy.review?.withinMs, 3_600_000],
  'policy.duplicates': ['tell', project => project.policy.duplicates, 'tell'],
  'policy.merge': [{ mode: 'branches' }, project => project.policy.merge?.mode, 'branches'],
  'policy.merge.mode': ['branches', project => project.policy.merge?.mode, 'branches'],
  'policy.merge.land': ['when_finished', project => project.policy.merge?.land, 'when_finished'],
  'policy.forecast': ['off', project => project.policy.forecast, 'off'],
  'policy.merge.additions': ['return', project => project.policy.merge?.additions, 'return'],
  'policy.merge.content_loss': ['5%', project => project.policy.merge?.contentLoss, 0.05],
  'policy.pull_requests': [{ max_open: 3 }, project => project.policy.pullRequests?.maxOpen, 3],
  'policy.pull_requests.per': ['sprint', project => project.policy.pullRequests?.per, 'sprint'],
  'policy.pull_requests.draft_until': ['reviewed', project => project.policy.pullRequests?.draftUntil, 'reviewed'],
  'policy.pull_requests.base': ['develop', project => project.policy.pullRequests?.base, 'develop'],
  'policy.pull_requests.labels': [['fleet'], project => project.policy.pullRequests?.labels, ['fleet']],
  'policy.pull_requests.reviewers': [['ada'], project => project.policy.pullRequests?.reviewers, ['ada']],
  'policy.pull_requests.close_on_abandon': [true, project => project.policy.pullRequests?.closeOnAbandon, true],
  'policy.pull_requests.auto_merge': ['green', project => project.policy.pullRequests?.autoMerge, 'green'],
  'policy.pull_requests.max_open': [2, project => project.policy.pullRequests?.maxOpen, 2],
  'policy.merge.test': [['npm test'], project => project.policy.merge?.test, ['npm test']],
  'policy.spawn': [{ depth: 1 }, project => project.policy.spawn, { depth: 1, children: 4, whenParentEnds: 'stop' }],
  'policy.spawn.depth': [3, project => project.policy.spawn?.depth, 3],
  'policy.spawn.children': [9, project => project.policy.spawn?.children, 9],
  'policy.spawn.when_parent_ends': ['hand_over', project => project.policy.spawn?.whenParentEnds, 'hand_over'],
  'policy.verify': [{ attempts: 1 }, project => project.policy.verify.attempts, 1],
  'policy.verify.timeout': ['1m', project => project.policy.verify.timeoutMs, 60_000],
  'policy.verify.content': ['flag', project => project.policy.verify.content, 'flag'],
  'policy.verify.weakened': ['flag', project => project.policy.verify.weakened, 'flag'],
  'policy.verify.attempts': [5, project => project.policy.verify.attempts, 5],
  'policy.budget': [{ usd: 40 }, project => project.policy.budget.usd, 40],
  'policy.budget.usd': [40, project => project.policy.budget.usd, 40],
  watchdog: [false, project => project.watchdog, false],
  'policy.disk_reserve': ['2GB', project => project.policy.diskReserve, 2_000_000_000],
  'policy.budget.tokens': [900_000, project => project.policy.budget.tokens, 900_000],
  'policy.budget.turns': [200, project => project.policy.budget.turns, 200],
  'policy.budget.time': ['8h', project => project.policy.budget.timeMs, 28_800_000],
  'policy.budget.soft': ['90%', project => project.policy.budget.softShare, 0.9],
  'policy.protect': [['Makefile'], project => project.policy.protect, ['Makefile']],
  'policy.quiet_hours': [
    { from: '23:00', to: '06:30' },
    project => project.policy.quietHours,
    { fromMinute: 1380, toMinute: 390, zone: 'Europe/Berlin' },
  ],
  'policy.quiet_hours.from': ['23:30', project => project.policy.quietHours?.fromMinute, 1410],
  'policy.quiet_hours.to': ['00:15', project => project.policy.quietHours?.toMinute, 15],
  'policy.quiet_hours.zone': ['Asia/Tokyo', project => project.policy.quietHours?.zone, 'Asia/Tokyo'],
  alerts: [[{ via: 'desktop' }], project => project.alerts.map(({ name }) => name), ['desktop']],
  'alerts[].via': ['desktop', project => project.alerts[1]?.via, 'desktop'],
  'alerts[].on': [['finished'], project => project.alerts[1]?.on, ['finished']],
  'alerts[].after': ['3m', project => project.alerts[1]?.afterMs, 180_000],
  'alerts[].command': [['./page', 'me'], (...read) => way(...read)?.command, ['./page', 'me']],
  'alerts[].url': ['https://example.com/x', (...read) => way(...read)?.url, 'https://example.com/x'],
  'alerts[].url_env': ['HOOK', (...read) => way(...read)?.urlEnv, 'HOOK'],
  'alerts[].token_env': ['TOKEN', (...read) => way(...read)?.tokenEnv, 'TOKEN'],
  'alerts[].page': ['https://czar.example.org', (...read) => way(...read)?.page, 'https://czar.example.org'],
  'alerts[].text': [true, (...read) => way(...read)?.hasText, true],
  'alerts[].shape': ['ntfy', (...read) => way(...read)?.shape, 'ntfy'],
  'policy.permissions': [{ allow: ['git *'] }, project => project.policy.permissions.allow, ['git *']],
  'policy.permissions.allow': [['npm *'], project => project.policy.permissions.allow, ['npm *']],
  'policy.workers_may': [['verify', 'queue add'], project => project.policy.workersMay, ['verify', 'queue add']],
  'policy.questions': ['decide', project => project.policy.questions, 'decide'],
  'policy.permissions.otherwise': ['deny', project => project.policy.permissions.otherwise, 'deny'],
}

describe('a key of the schema', () => {
  it('has a sample in this test, and each sample has a key', () => {
    expect(Object.keys(READERS).sort()).toEqual([...schemaPaths()].sort())
  })

  it.each(Object.entries(READERS))('changes the loaded project: %s', (path, [value, read, result]) => {
    expect(read(...project({ alike: path }))).not.toEqual(result)
    expect(read(...project({ alike: path, path, value }))).toEqual(result)
  })
})

/** A project in which one key has a value. `alike` names the key, and decides which other keys the file must have beside it. */
function project(change: { alike: string; path?: string; value?: unknown }): [Project, readonly AlertChannel[]] {
  const file = {
    project: 'gateway',
    repo: 'repo',
    ...(change.alike.startsWith('policy.pull_requests') ? { remote: 'origin' } : {}),
    ...(change.alike === 'auto_agents' ? { agent: 'auto', auto_agents: ['bot'] } : {}),
    workers: [
      { id: 'one', task: 'Do one' },
      change.alike.startsWith('workers[].attempts.')
        ? { id: 'two', task: 'Do two', attempts: { count: 2 } }
        : { id: 'two', agent: 'bot', task: 'Do two' },
    ],
    bonus: [
      { id: 'three', task: 'Do three' },
      { id: 'four', task: 'Do four' },
    ],
    ...(change.alike === 'stages[].model' ? { agent: 'bot' } : {}),
    ...(change.alike.startsWith('stages') ? { stages: stagesBeside(change.alike) } : {}),
    alerts: [{ via: 'tmux' }, BESIDE[change.alike] ?? { via: 'webhook', url_env: 'OTHER' }],
    policy: policyBeside(change.alike),
    agents: {
      bot: {
        ...BOT[change.alike],
        command: ['bot'],
        dialogs: [{ screen: 'Trust', keys: ['Enter'] }],
        limits: [{ screen: 'Over' }],
        models: { bot: MODEL },
      },
    },
  }
  if (change.path !== undefined) write(file, change.path, change.value)
  const directories = ['/home/me/fleet/repo', '/home/me/fleet/elsewhere']
  const text = stringify(file)
  const files = { '/home/me/fleet/a.schema.json': '{ "type": "object" }' }
  return [
    parse(text, { directories, files, keys: { '/home/me/.ssh/id_bot': null } }),
    parseAlertChannels(text, '/home/me/fleet/project.yaml'),
  ]
}

/** Three stages. The last one has the tested key and all keys that the tested key needs. */
function stagesBeside(path: string): readonly object[] {
  const owes = path.endsWith('.headings')
    ? { owes: { file: '<task>.md' } }
    : path.endsWith('.schema')
      ? { owes: { file: '<task>.json' } }
      : {}
  const back = path.startsWith('stages[].back_to.') ? { back_to: { stage: 'first' } } : {}
  if (path.endsWith('.most_tasks'))
    return [
      { id: 'first', owes: 'tasks' },
      { id: 'last', needs: ['first'] },
    ]
  return [{ id: 'first', owes: 'results/<task>/first.md' }, { id: 'middle' }, { id: 'last', ...owes, ...back }]
}

function policyBeside(path: string): object {
  if (path.startsWith('policy.quiet_hours.')) return { quiet_hours: { from: '22:00', to: '07:00' } }
  if (!path.startsWith('policy.review.')) return {}
  return { review: { by: 'bot', ...(path.endsWith('.tell_author') ? { verdict: 'gate' } : {}) } }
}

const MODEL = { input: 3, output: 15, cache_read: 0.3, cache_write: 3.75 }

/** Other keys that the profile must have for the tested key to have an effect. */
const BOT: Readonly<Record<string, object>> = {
  'agents.<name>.model': { model_flag: '--model' },
  'workers[].model': { model_flag: '--model' },
  'stages[].model': { model_flag: '--model' },
  'agents.<name>.mcp': { extends: 'claude' },
}

/** A complete alert for each `alerts` key, so that the key is allowed. */
const BESIDE: Readonly<Record<string, object>> = {
  'alerts[].via': { via: 'bell' },
  'alerts[].command': { via: 'command', command: ['other'] },
  'alerts[].url': { via: 'webhook', url: 'https://example.com/other' },
}

/** `workers[].id` writes into the last worker, and `agents.<name>.quit` into the agent `bot`. */
function write(file: object, path: string, value: unknown): void {
  const steps = path.replaceAll('<name>', 'bot').split('.')
  let place = file as Record<string, unknown>
  for (const step of steps.slice(0, -1)) {
    const key = step.replace('[]', '')
    place[key] ??= {}
    const next = place[key]
    // The last stage cannot deliver tasks, because a later stage must take them.
    const position = path === 'stages[].most_tasks' ? 0 : -1
    place = (Array.isArray(next) ? next.at(position) : next) as Record<string, unknown>
  }
  place[steps.at(-1) ?? ''] = value
}

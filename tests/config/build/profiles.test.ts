import { describe, expect, it } from 'vitest'
import { findings, parse } from '../parse-support.ts'

function file(agents: string, agent = 'bot'): string {
  return `project: a\nrepo: repo\nworkers: [{id: b, agent: ${agent}, task: do it}]\nagents:\n${agents}\n`
}

describe('an agent profile', () => {
  it('inherits unset values from the profile that it extends', () => {
    const { agents } = parse(
      file(
        '  base: {extends: claude, env: {A: 1, B: x}, pass_env: [TOKEN], settle: 2s}\n  bot: {extends: base, env: {B: y}, command: [my-claude, --fast], quit: [C-d]}',
      ),
    )
    expect(agents['bot']).toMatchObject({
      name: 'bot',
      kind: 'claude',
      resumes: true,
      command: ['my-claude', '--fast'],
      env: { A: '1', B: 'y' },
      passEnv: ['ANTHROPIC_API_KEY', 'TOKEN'],
      quit: ['C-d'],
      settleMs: 2000,
    })
    expect(Object.keys(agents)).toEqual(['bot'])
  })

  it('with the name of a built-in profile changes that profile', () => {
    expect(parse(file('  claude: {start_within: 5m}', 'claude')).agents['claude']).toMatchObject({
      kind: 'claude',
      command: ['claude'],
      startWithinMs: 300_000,
    })
    expect(parse(file('  claude: {extends: claude, settle: 3s}', 'claude')).agents['claude']).toMatchObject({
      command: ['claude'],
      settleMs: 3000,
    })
  })

  it('that extends nothing is a plain command, and its own dialogs come first', () => {
    const dialogs = '[{screen: "Sure", keys: [y]}]'
    const project = parse(
      file(`  base: {command: [cat], dialogs: [{screen: "Old", keys: [Enter]}]}\n  bot: {extends: base, dialogs: ${dialogs}}`),
    )
    expect(project.agents['bot']).toMatchObject({ kind: 'command', command: ['cat'] })
    expect(project.agents['bot']?.dialogs.map(({ screen }) => screen)).toEqual(['Sure', 'Old'])
  })

  it.each([
    [
      'extends one that there is not',
      '  bot: {extends: cloude}',
      '5:18: agents.bot.extends: there is no agent profile "cloude"; did you mean "claude"?',
    ],
    [
      'is part of a ring',
      '  bot: {extends: cat}\n  cat: {extends: bot}',
      '5:18: agents.bot.extends: profiles extend each other in a cycle: bot → cat → bot',
    ],
    ['has no program', '  bot: {env: {A: x}}', '3:26: agent: agent "bot" has no program; give it a command'],
    [
      'has a name that is none',
      '  Bot 1: {command: [cat]}\n  bot: {command: [cat]}',
      '5:3: "Bot 1" must be lower-case letters, digits, _ and -',
    ],
    ['has a key that no tmux has', '  bot: {command: [cat], quit: ["C-c Enter"]}', 'must be a tmux key name such as Enter, C-c or Down'],
  ])('is refused when it %s', (_, agents, message) => {
    const found = findings(file(agents))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(message)
  })
})

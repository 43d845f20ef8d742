import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { userConfigFile } from '../../../src/cli/project/user-config-file.ts'
import { loadUserConfig, parseUserConfig } from '../../../src/config/user/load-user-config.ts'
import type { ConfigError } from '../../../src/core/model/errors.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

const FILE = '/home/ada/.config/czar/config.yaml'

function problemsOf(text: string): readonly string[] {
  try {
    parseUserConfig(text, FILE)
    return []
  } catch (error) {
    return (error as ConfigError).details
  }
}

test("a person's config file lists hosts by name, or with an address for ssh and the path of czar", () => {
  const yaml = 'hosts:\n  - build\n  - ada@gpu.lan\n  - { name: six, ssh: "ada@fe80::1%eth0", czar: ~/.local/bin/czar }\n'
  expect(parseUserConfig(yaml, FILE).hosts).toEqual([
    { name: 'build', ssh: 'build', czar: 'czar' },
    { name: 'ada@gpu.lan', ssh: 'ada@gpu.lan', czar: 'czar' },
    { name: 'six', ssh: 'ada@fe80::1%eth0', czar: '~/.local/bin/czar' },
  ])
})

test.each(['', '# nothing yet\n', 'hosts:\n', 'hosts: []\n', '---\n'])('a file that sets nothing (%j) names no host', text => {
  expect(parseUserConfig(text, FILE)).toEqual({ hosts: [] })
})

test.each([
  ['hosts: build\n', `${FILE}:1:8: hosts: must be a list`],
  ['- build\n', `${FILE}:1:1: must be a mapping: hosts: [a, b]`],
  ['hosts:\n  - 7\n', `${FILE}:2:5: hosts: must be the name of a host, or a mapping with name, ssh and czar`],
  ['hosts:\n  - { ssh: build }\n', `${FILE}:2:5: name: is missing; a host needs a name`],
  ['hosts:\n  - { name: build, ssh: -oProxyCommand=x }\n', `${FILE}:2:25: ssh: is no address for ssh`],
  ['hosts:\n  - { name: build, czar: "czar; rm x" }\n', `${FILE}:2:26: czar: is not the path of a program`],
  ['hosts:\n  - { name: build, czar: "$(x)" }\n', `${FILE}:2:26: czar: is not the path of a program`],
  ['hosts:\n  - { name: build, czar: -x }\n', `${FILE}:2:26: czar: is not the path of a program`],
  ['hosts: [build, gpu, build]\n', `${FILE}:1:21: hosts: the host "build" is in the list already; keep one`],
  ['hots: [build]\n', `${FILE}:1:1: unknown key "hots"; did you mean "hosts"?`],
  ['hosts:\n  - { name: build, port: 22 }\n', `${FILE}:2:20: unknown key "port"; known here: name, ssh, czar`],
  ['hosts: [build\n', `${FILE}:`],
  ['hosts: [*build]\n', `${FILE}:1:9: `],
])('a mistake in %j is named with its line and column', (text, problem) => {
  const problems = problemsOf(text)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^\/home\/ada\/\.config\/czar\/config\.yaml:\d+:\d+: /)
  expect(problems[0]?.startsWith(problem)).toBe(true)
})

test('all mistakes are named at once, in the order of the file', () => {
  const problems = problemsOf('hots: 1\nhosts:\n  - -x\n  - { name: a, ssh: -y }\n')
  expect(problems.map(text => text.slice(FILE.length, FILE.length + 3))).toEqual([':1:', ':3:', ':4:'])
})

test('a file that does not exist is an empty one, and one that cannot be read or is not UTF-8 is an error', async () => {
  const directory = await temporaryDirectory()
  expect(await loadUserConfig(join(directory, 'none.yaml'))).toEqual({ hosts: [] })
  writeFileSync(join(directory, 'file'), '')
  expect(await loadUserConfig(join(directory, 'file', 'config.yaml'))).toEqual({ hosts: [] })
  mkdirSync(join(directory, 'folder'))
  await expect(loadUserConfig(join(directory, 'folder'))).rejects.toMatchObject({ code: 'config', hint: `ls -l ${directory}/folder` })
  writeFileSync(join(directory, 'latin'), Buffer.from('hosts:\n  - b\xfcild\n', 'latin1'))
  await expect(loadUserConfig(join(directory, 'latin'))).rejects.toMatchObject({
    details: [expect.stringContaining(':2:1: this is not UTF-8')],
  })
})

test('the file is below XDG_CONFIG_HOME if this is an absolute path, else below ~/.config', () => {
  expect(userConfigFile({ HOME: '/home/ada' })).toBe(FILE)
  expect(userConfigFile({ HOME: '/home/ada', XDG_CONFIG_HOME: '' })).toBe(FILE)
  expect(userConfigFile({ HOME: '/home/ada', XDG_CONFIG_HOME: 'conf' })).toBe(FILE)
  expect(userConfigFile({ HOME: '/home/ada', XDG_CONFIG_HOME: '/etc/ada' })).toBe('/etc/ada/czar/config.yaml')
})

import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadProject } from '../../src/config/load-project.ts'
import type { ConfigError } from '../../src/core/model/errors.ts'
import { temporaryDirectory } from '../support/temporary.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const options = {
  profilesDir: join(root, 'config/agents'),
  rolesDir: join(root, 'prompts/roles'),
  workflowsDir: join(root, 'config/workflows'),
  cloneDir: '/tmp/clones',
}

async function directoryWith(worker: string): Promise<{ directory: string; file: string }> {
  const directory = await temporaryDirectory()
  await mkdir(join(directory, 'repo'))
  const file = join(directory, 'czar.yaml')
  await writeFile(file, `project: gateway\nrepo: repo\nworkers:\n  - {id: api, ${worker}}\n`)
  return { directory, file }
}

async function refusal(file: string): Promise<ConfigError> {
  return loadProject(file, options).then(
    () => {
      throw new Error('it was taken as valid')
    },
    (error: ConfigError) => error,
  )
}

describe('loading a project', () => {
  it('reads the file, its tasks and its keys from the disk', async () => {
    const { directory, file } = await directoryWith('task: task.md, git: {ssh_key: id_bot}')
    await writeFile(join(directory, 'task.md'), 'Build it.\n')
    await writeFile(join(directory, 'id_bot'), 'a key', { mode: 0o600 })
    const project = await loadProject(file, options)
    expect(project).toMatchObject({ file, repo: join(directory, 'repo'), worktreesDir: join(directory, 'repo.worktrees/gateway') })
    expect(project.workers[0]).toMatchObject({ task: { text: 'Build it.\n' }, git: { sshKey: join(directory, 'id_bot') } })
  })

  it('names the file as it was given, and the command to type next, in its error', async () => {
    const { file } = await directoryWith('task: missing.md')
    const error = await refusal(file)
    expect(error).toMatchObject({ code: 'config', exitCode: 2, hint: `czar validate ${file}` })
    expect(error.message).toBe(`${file} is not a valid project file: 1 error`)
    expect(error.details).toEqual([expect.stringContaining(`${file}:4:21: task: task file "missing.md" does not exist`)])
  })

  it('refuses a private key that ssh would ignore, with the command that corrects it', async () => {
    const { directory, file } = await directoryWith('task: do it, git: {ssh_key: id_bot}')
    await writeFile(join(directory, 'id_bot'), 'a key')
    await chmod(join(directory, 'id_bot'), 0o640)
    expect((await refusal(file)).details).toEqual([
      `${file}:4:43: git.ssh_key: ssh key "id_bot" (${directory}/id_bot) is readable by others, so ssh ignores it; run: chmod 600 ${directory}/id_bot`,
    ])
  })

  it.each([
    ['id_bot.pub', 'is the public half of a key; name the private one, without .pub'],
    ['id_%h', 'has a % or ${ in its path, which ssh reads as a variable; rename it'],
    ['id_${HOME}', 'has a % or ${ in its path, which ssh reads as a variable; rename it'],
    ['id_absent', 'does not exist'],
  ])('refuses %s as a private key', async (name, problem) => {
    const { directory, file } = await directoryWith(`task: do it, git: {ssh_key: '${name}'}`)
    if (name !== 'id_absent') await writeFile(join(directory, name), 'a key', { mode: 0o600 })
    expect((await refusal(file)).details).toEqual([`${file}:4:43: git.ssh_key: ssh key "${name}" (${directory}/${name}) ${problem}`])
  })

  it('refuses devices and directories as task files without reading them', async () => {
    const { directory, file } = await directoryWith('task: /dev/zero')
    expect((await refusal(file)).details).toEqual([expect.stringContaining('is not a regular file')])
    await writeFile(file, 'project: a\nrepo: repo\nworkers: [{id: b, task: ./repo}]\n')
    expect((await refusal(join(directory, 'czar.yaml'))).details).toEqual([expect.stringContaining('is not a regular file')])
  })

  it.each([
    ['is not there', null, 'it does not exist', 'czar init FILE'],
    ['is huge', Buffer.alloc(9 * 1024 * 1024, 0x23), 'it has 9.0 MiB, and the limit is 8 MiB', 'ls -l FILE'],
    ['is not UTF-8', Buffer.from([0x61, 0xff]), 'it is not UTF-8 at byte 1', 'ls -l FILE'],
  ])('refuses a project file that %s', async (_, content, message, hint) => {
    const file = join(await temporaryDirectory(), 'czar.yaml')
    if (content !== null) await writeFile(file, content)
    const error = await refusal(file)
    expect(error.message).toContain(message)
    expect(error.hint).toBe(hint.replace('FILE', file))
  })

  it('refuses a directory, and asks for the file in it', async () => {
    const directory = await temporaryDirectory()
    expect(await refusal(directory)).toMatchObject({
      message: `project file ${directory} cannot be read: it is a directory`,
      hint: `czar validate ${directory}/czar.yaml`,
    })
  })
})

import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { readStatus } from '../../adapters/status/read-status.ts'
import { loadUserConfig } from '../../config/user/load-user-config.ts'
import type { StatusView } from '../../core/views/status.ts'
import { TOPICS } from '../help/topics.ts'
import type { CliIo } from '../io.ts'
import { configPaths } from '../project/config-paths.ts'
import { chooseProject, listProjects } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import { userConfigFile } from '../project/user-config-file.ts'
import type { CompletedWord, WordsFor } from './complete.ts'

/**
 * Finds the names that exist now: workers and tasks of the project, projects of this machine, hosts of the person's config file, agent
 * profiles, roles and topics of the help. `verbs` are the commands that `czar help` explains.
 */
export function knownWords(io: CliIo, verbs: readonly CompletedWord[]): WordsFor {
  const { profilesDir, rolesDir } = configPaths(io.env)
  const status = async (project: string | undefined) => readStatus((await chooseProject(project, io)).directory)
  return async (name, project) => {
    switch (name) {
      case '--project':
        return (await listProjects(stateDir(io.env))).map(word => ({ word, about: '' }))
      case '--host':
        return (await loadUserConfig(userConfigFile(io.env))).hosts.map(host => ({ word: host.name, about: host.ssh }))
      case 'profile':
        return withUsed(await namesIn(profilesDir, '.yaml'), await status(project).then(agentsIn, () => []))
      case 'role':
      case 'roles':
        return namesIn(rolesDir, '.md')
      case 'topic':
        return [...verbs, ...TOPICS.map(topic => ({ word: topic.name, about: topic.about })), TOPIC_LIST]
      default: {
        const read = READERS[name]
        return read === undefined ? null : read(await status(project))
      }
    }
  }
}

const TOPIC_LIST = { word: 'topics', about: 'the list of all topics' }

const READERS: Readonly<Record<string, (status: StatusView) => readonly CompletedWord[]>> = {
  '--task': tasksIn,
  worker: workersIn,
  workers: workersIn,
  task: tasksIn,
  tasks: tasksIn,
}

function workersIn({ workers }: StatusView): readonly CompletedWord[] {
  return Object.entries(workers).map(([word, { health, assignment }]) => ({
    word,
    about: assignment === null ? health : `${health}, ${assignment.task}`,
  }))
}

function tasksIn({ tasks }: StatusView): readonly CompletedWord[] {
  return tasks.map(({ id, state, worker }) => ({ word: id, about: worker === null ? state : `${state}, ${worker}` }))
}

function agentsIn({ workers }: StatusView): readonly string[] {
  return [...new Set(Object.values(workers).map(({ agent }) => agent))]
}

/** The built-in agent profiles, and those that the fleet uses. A project file may have profiles of its own. */
function withUsed(builtIn: readonly CompletedWord[], used: readonly string[]): readonly CompletedWord[] {
  const own = used.filter(name => builtIn.every(({ word }) => word !== name))
  return [...builtIn, ...own.map(word => ({ word, about: 'used by the fleet' }))]
}

async function namesIn(directory: string, ending: string): Promise<readonly CompletedWord[]> {
  const files = await readdir(directory)
  return files.filter(file => file.endsWith(ending)).map(file => ({ word: basename(file, ending), about: '' }))
}

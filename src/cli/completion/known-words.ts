import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { readStatus } from '../../adapters/status/read-status.ts'
import type { StatusView } from '../../core/views/status.ts'
import type { CliIo } from '../io.ts'
import { configPaths } from '../project/config-paths.ts'
import { chooseProject, listProjects } from '../project/project-place.ts'
import { stateDir } from '../project/state-dir.ts'
import type { CompletedWord, WordsFor } from './complete.ts'

/** Finds the names that exist now: workers and tasks of the project, projects of this machine, and built-in agent profiles. */
export function knownWords(io: CliIo): WordsFor {
  return async (name, project) => {
    if (name === 'name') return (await listProjects(stateDir(io.env))).map(word => ({ word, about: '' }))
    if (name === 'profile') return profiles(configPaths(io.env).profilesDir)
    const read = READERS[name]
    return read === undefined ? null : read(readStatus((await chooseProject(project, io)).directory))
  }
}

const READERS: Readonly<Record<string, (status: StatusView) => readonly CompletedWord[]>> = {
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

async function profiles(directory: string): Promise<readonly CompletedWord[]> {
  const files = await readdir(directory)
  return files.filter(file => file.endsWith('.yaml')).map(file => ({ word: basename(file, '.yaml'), about: '' }))
}

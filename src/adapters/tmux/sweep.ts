import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endProcesses } from '../processes/end-processes.ts'
import { isInOwnNamespace, markedProcesses } from '../processes/marked-processes.ts'
import { isSameProcess, type ProcessRow, processTable, readStatLine } from '../processes/process-table.ts'
import { ownLine, processesUnder } from '../processes/process-tree.ts'

/** How processes of one project's agents are known when their session is gone. */
export interface AgentMarks {
  /** Value of CZAR_PROJECT_DIR in the environment of every agent. */
  readonly projectDir: string
  /** Holds the directories of incarnations, as `WORKER/INCARNATION`. */
  readonly agentsDir: string
}

/** Whose remains: of one worker's agents but one, or of all. */
export interface Swept {
  readonly worker: string | null
  /** The incarnation that lives and stays; null: none does. */
  readonly keep: number | null
}

/**
 * Ends what agents started and left: with a session of its own a process survives the end of its terminal. It is known by
 * the variables of its agent, or it stands in what the agent's wrapper wrote down at its end. Returns the survivors.
 */
export async function sweep(marks: AgentMarks, swept: Swept, graceMs: number): Promise<readonly ProcessRow[]> {
  const written = await readLeft(marks, swept)
  return endProcesses(async () => {
    const table = processTable()
    const marked = await markedProcesses(variables => isOf(variables, marks, swept), table)
    const ours = await Promise.all(marked.map(async row => ((await isInOwnNamespace(row)) ? [row] : [])))
    const own = ownLine(table)
    return processesUnder([...ours.flat(), ...written.filter(isSameProcess)], table).filter(row => !own.has(row.pid))
  }, graceMs)
}

function isOf(variables: ReadonlySet<string>, { projectDir }: AgentMarks, { worker, keep }: Swept): boolean {
  if (!variables.has(`CZAR_PROJECT_DIR=${projectDir}`)) return false
  if (worker === null) return [...variables].some(variable => variable.startsWith('CZAR_INCARNATION='))
  return variables.has(`CZAR_WORKER=${worker}`) && (keep === null || !variables.has(`CZAR_INCARNATION=${keep}`))
}

/** The orphans of agents that ended by themselves, as their wrappers saw them; a process that has another's number by now is another. */
async function readLeft({ agentsDir }: AgentMarks, { worker, keep }: Swept): Promise<readonly ProcessRow[]> {
  const workers = worker === null ? await namesIn(agentsDir) : [worker]
  const directories = await Promise.all(
    workers.map(async name =>
      (await namesIn(join(agentsDir, name)))
        .filter(incarnation => incarnation !== String(keep))
        .map(incarnation => join(agentsDir, name, incarnation)),
    ),
  )
  const texts = await Promise.all(directories.flat().map(directory => readFile(join(directory, 'left'), 'latin1').catch(() => '')))
  return texts.flatMap(text => text.split('\n').flatMap(line => readStatLine(line) ?? [])).filter(isSameProcess)
}

function namesIn(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch(() => [])
}

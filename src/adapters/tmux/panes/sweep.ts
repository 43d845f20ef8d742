import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endProcesses } from '../../processes/end-processes.ts'
import { isInOwnNamespace, markedWith } from '../../processes/marked-processes.ts'
import { isSameProcess, type ProcessRow, processTable, readStatLine } from '../../processes/process-table.ts'
import { ownAncestry, processesUnder } from '../../processes/process-tree.ts'
import { shareNext } from '../../share-next.ts'

/** How czar recognises the processes of one project's agents after their sessions are gone. */
export interface AgentMarks {
  /** The value of the variable CZAR_PROJECT_DIR, which every agent of the project has in its environment. */
  readonly projectDir: string
  /** The directory that has a subdirectory `WORKER/INCARNATION` for each start of an agent. */
  readonly agentsDir: string
}

/** Selects processes that agents have left: those of one worker or of all workers. One running agent can be excluded. */
export interface Swept {
  readonly worker: string | null
  /** The number of the agent start whose processes are left alone. null: none is left alone. */
  readonly keep: number | null
}

/**
 * Ends processes that agents have left. Such a process has a session of its own, so it survives the end of the agent's terminal. Czar
 * finds it by the environment variables of the agent, or in the file that the shell around the agent wrote when the agent ended. Returns
 * the processes that still run.
 */
export async function sweep(marks: AgentMarks, swept: Swept, graceMs: number): Promise<readonly ProcessRow[]> {
  const written = await readLeft(marks, swept)
  const look = lookOf(marks)
  return endProcesses(async () => {
    const { table, own, marked } = await look()
    const meant = marked.flatMap(({ row, variables }) => (isOf(variables, swept) ? [row] : []))
    return processesUnder([...meant, ...written.filter(isSameProcess)], table).filter(row => !own.has(row.pid))
  }, graceMs)
}

interface ProjectLook {
  readonly table: readonly ProcessRow[]
  /** This process and its ancestors, which are not to be ended. */
  readonly own: ReadonlySet<number>
  /** The processes with the project's CZAR_PROJECT_DIR, each with its environment. */
  readonly marked: readonly { readonly row: ProcessRow; readonly variables: ReadonlySet<string> }[]
}

const looks = new WeakMap<AgentMarks, () => Promise<ProjectLook>>()

/**
 * Returns a function that reads all processes and their environments. Reading them is slow, so agents that end together share one reading.
 */
function lookOf(marks: AgentMarks): () => Promise<ProjectLook> {
  const known = looks.get(marks)
  if (known !== undefined) return known
  const look = shareNext(async (): Promise<ProjectLook> => {
    const table = processTable()
    const found = await markedWith(`CZAR_PROJECT_DIR=${marks.projectDir}`, table)
    const marked = await Promise.all(found.map(async one => ((await isInOwnNamespace(one.row)) ? [one] : [])))
    return { table, own: ownAncestry(table), marked: marked.flat() }
  })
  looks.set(marks, look)
  return look
}

function isOf(variables: ReadonlySet<string>, { worker, keep }: Swept): boolean {
  if (worker === null) return [...variables].some(variable => variable.startsWith('CZAR_INCARNATION='))
  return variables.has(`CZAR_WORKER=${worker}`) && (keep === null || !variables.has(`CZAR_INCARNATION=${keep}`))
}

/**
 * Processes that agents left when they ended by themselves, from the files that the shells around the agents wrote. Leaves out a pid that
 * now belongs to another process.
 */
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

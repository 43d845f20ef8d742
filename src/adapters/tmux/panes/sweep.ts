import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endProcesses } from '../../processes/end-processes.ts'
import { isInOwnNamespace, markedWith } from '../../processes/marked-processes.ts'
import { isSameProcess, type ProcessRow, processTable, readStatLine } from '../../processes/process-table.ts'
import { ownLine, processesUnder } from '../../processes/process-tree.ts'
import { shareNext } from '../../share-next.ts'

/** Marks of one project's agent processes, to find them when their session is gone. */
export interface AgentMarks {
  /** Value of CZAR_PROJECT_DIR in the environment of every agent. */
  readonly projectDir: string
  /** Holds the directories of incarnations, as `WORKER/INCARNATION`. */
  readonly agentsDir: string
}

/** Selects the processes that the agents of one worker, or of all workers, have left, except those of one agent. */
export interface Swept {
  readonly worker: string | null
  /** The running incarnation to leave alone; null: none. */
  readonly keep: number | null
}

/**
 * Ends processes that agents left. A process with a session of its own survives the end of its terminal. Czar finds such a process by its
 * agent's variables, or in the list that the agent's wrapper wrote when the agent ended. Returns the processes that still run.
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
  /** This process and its parents. */
  readonly own: ReadonlySet<number>
  /** The project's processes, with their environment. */
  readonly marked: readonly { readonly row: ProcessRow; readonly variables: ReadonlySet<string> }[]
}

const looks = new WeakMap<AgentMarks, () => Promise<ProjectLook>>()

/** Caches the environments of all processes: reading them is slow, so agents that end together share one reading. */
function lookOf(marks: AgentMarks): () => Promise<ProjectLook> {
  const known = looks.get(marks)
  if (known !== undefined) return known
  const look = shareNext(async (): Promise<ProjectLook> => {
    const table = processTable()
    const found = await markedWith(`CZAR_PROJECT_DIR=${marks.projectDir}`, table)
    const marked = await Promise.all(found.map(async one => ((await isInOwnNamespace(one.row)) ? [one] : [])))
    return { table, own: ownLine(table), marked: marked.flat() }
  })
  looks.set(marks, look)
  return look
}

function isOf(variables: ReadonlySet<string>, { worker, keep }: Swept): boolean {
  if (worker === null) return [...variables].some(variable => variable.startsWith('CZAR_INCARNATION='))
  return variables.has(`CZAR_WORKER=${worker}`) && (keep === null || !variables.has(`CZAR_INCARNATION=${keep}`))
}

/** Orphans of agents that ended by themselves, as their wrappers listed them. Leaves out pids that are in use again. */
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

import { access, open, realpath } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { execa } from 'execa'

/** The oldest version of Node with which Gemini CLI 0.61.0 runs. */
const OLDEST_NODE = 20
const tooOld = new Map<string, Promise<boolean>>()

/** The command to run. If it is a Node script, and the Node on its PATH is too old or missing, it runs with czar's own Node. */
export async function nodeProgram(command: readonly string[], path: string): Promise<readonly string[]> {
  const [program = '', ...rest] = command
  const file = await fileOf(program, path)
  if (file === null || !(await isNodeScript(file)) || !(await isTooOld(path))) return command
  return [process.execPath, file, ...rest]
}

async function fileOf(program: string, path: string): Promise<string | null> {
  const places = isAbsolute(program) ? [program] : path.split(delimiter).map(directory => join(directory, program))
  for (const place of places) {
    const isThere = await access(place).then(
      () => true,
      () => false,
    )
    if (isThere) return realpath(place)
  }
  return null
}

async function isNodeScript(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(128) })
    return /^#!.*\bnode\b/.test(buffer.subarray(0, bytesRead).toString('latin1'))
  } finally {
    await handle.close()
  }
}

function isTooOld(path: string): Promise<boolean> {
  const known = tooOld.get(path) ?? askNode(path)
  tooOld.set(path, known)
  return known
}

async function askNode(path: string): Promise<boolean> {
  const { stdout, failed } = await execa('node', ['--version'], { env: { PATH: path }, extendEnv: false, reject: false, timeout: 10_000 })
  const major = /^v(\d+)\./.exec(stdout ?? '')?.[1]
  return failed || Number(major ?? 0) < OLDEST_NODE
}

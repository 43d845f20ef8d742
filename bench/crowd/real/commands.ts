import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The command for a shell script beside this file. It is null if the shell is not installed. */
export function shellProgram(name: string): readonly string[] | null {
  return runs('bash', ['-c', 'exit']) ? ['bash', `${here}${name}.sh`] : null
}

/** The command for a Python script beside this file. It is null if the Python module is not installed. */
export function pythonProgram(name: string, module: string): readonly string[] | null {
  const found = spawnSync('python3', ['-c', `import ${module}, sys; print(sys.executable)`], { encoding: 'utf8' })
  return found.status === 0 ? [found.stdout.trim(), '-B', `${here}${name}.py`] : null
}

function runs(program: string, words: readonly string[]): boolean {
  return spawnSync(program, words).status === 0
}

import { Argument, type Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const

/**
 * Registers `czar completion` and `czar complete`. `czar completion` prints a script for a shell. The script completes czar's commands,
 * flags and names, and calls `czar complete` for that.
 */
export function registerCompletion(program: Command, io: CliIo): void {
  addVerb(program, 'completion', {
    group: 'Set up:',
    summary: 'complete commands and names in your shell',
    description:
      'Print a script for your shell. With it, the Tab key completes commands, flags, and the names of workers, tasks, projects, hosts and files.',
    examples: [
      'czar completion bash   add to ~/.bashrc: source <(czar completion bash)',
      'czar completion zsh    add to ~/.zshrc, below compinit: source <(czar completion zsh)',
      'czar completion fish   czar completion fish > ~/.config/fish/completions/czar.fish',
    ],
  })
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action((shell: string) => printScript(io, shell))
  program
    .command('complete [words...]', { hidden: true })
    .allowUnknownOption()
    .action(words => runComplete(program, io, words))
}

async function printScript(io: CliIo, shell: string): Promise<void> {
  const { readFile } = await import('node:fs/promises')
  const { join } = await import('node:path')
  const { packageRoot } = await import('../../package-root.ts')
  io.stdout.write(await readFile(join(packageRoot, 'config', 'completion', `czar.${shell}`), 'utf8'))
}

/**
 * Prints one word per line, followed by a tab and a short description. After an error it prints nothing, because a shell would show the
 * error in the middle of the person's line.
 */
async function runComplete(program: Command, io: CliIo, words: readonly string[]): Promise<void> {
  const { complete, verbsOf } = await import('../../completion/complete.ts')
  const { knownWords } = await import('../../completion/known-words.ts')
  const found = await complete(program, words, knownWords(io, verbsOf(program))).catch(() => null)
  if (found === null) return
  if (found.isFile) return io.stdout.write(':files\n')
  io.stdout.write(found.words.map(({ word, about }) => `${word}\t${about}\n`).join(''))
}

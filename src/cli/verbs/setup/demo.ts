import type { Command } from 'commander'
import { addVerb } from '../../add-verb.ts'
import type { CliIo } from '../../io.ts'

/** `czar demo`: runs a whole fleet in half a minute, without any model. */
export function registerDemo(program: Command, io: CliIo, run: (io: CliIo) => Promise<void> = runDemo): void {
  addVerb(program, 'demo', {
    group: 'Set up:',
    summary: 'watch six scripted workers from launch to verified work',
    description:
      'Make a small repository, launch six scripted workers in it, and supervise them here. One worker claims to be done without a commit, one ends in the middle of its work, and one starts slowly, with a dialog. The demo needs no model and no key.',
    examples: ['czar demo'],
  }).action(() => run(io))
}

async function runDemo(io: CliIo): Promise<void> {
  const { makeDemo } = await import('../../demo/make-demo.ts')
  const { playDemo } = await import('../../demo/play-demo.ts')
  io.endsWith(await playDemo(await makeDemo(), io))
}

import { join } from 'node:path'
import type { Hindrance } from '../../../core/model/program.ts'
import type { ProgramPlace } from '../program-place.ts'
import { codexHome } from './codex-home.ts'
import { type CodexSettings, readSettings, settingsFile } from './read-settings.ts'

/** Finds settings with which Codex 0.169.0 sends no signals, or with which Enter does not send the text. */
export async function codexHindrances({ env, cwd }: ProgramPlace): Promise<readonly Hindrance[]> {
  // Czar tells Codex that the repository is trusted, so settings in the repository have an effect too.
  const directories = [codexHome(env), join(cwd, '.codex')]
  const found = await Promise.all(directories.map(async directory => hindrancesIn(await readSettings(directory), settingsFile(directory))))
  return found.flat()
}

function hindrancesIn({ features, tui }: CodexSettings, file: string): readonly Hindrance[] {
  const off = (['hooks', 'codex_hooks'] as const).filter(name => features?.[name] === false)
  const submit = tui?.keymap?.composer?.submit
  return [
    ...off.map(name => ({
      kind: 'hooks' as const,
      says: `${name} = false in [features] of ${file} switches off the hooks by which czar sees what Codex does`,
      mend: `take it out of ${file}`,
    })),
    ...(submit === undefined || submit.includes('enter')
      ? []
      : [
          {
            kind: 'enter' as const,
            says: `submit in [tui.keymap.composer] of ${file} is ${JSON.stringify(submit)}, so Enter sends no text in Codex`,
            mend: `add "enter" to submit in ${file}`,
          },
        ]),
  ]
}

import { shellWord } from './shell-word.ts'

/** A project file that a watchdog did not read, and the commands that take it over. */
export function keptText({ file }: { readonly file: string }): string {
  return `${file} has changed since the launch, and the fleet goes on as it was launched; czar stop && czar launch ${shellWord(file)} takes it`
}

import { shellWord } from './shell-word.ts'

/** Returns the message that the watchdog restarted czar without the changes of the project file, with the commands that apply them. */
export function keptText({ file }: { readonly file: string }): string {
  return `${file} has changed since the launch, and the fleet runs without the changes; to use them: czar stop && czar launch ${shellWord(file)}`
}

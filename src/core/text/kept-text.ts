import { shellWord } from './shell-word.ts'

/** Returns the message that the watchdog did not use changes of the project file, with the commands that apply them. */
export function keptText({ file }: { readonly file: string }): string {
  return `${file} has changed since the launch, and the fleet goes on as it was launched; czar stop && czar launch ${shellWord(file)} takes it`
}

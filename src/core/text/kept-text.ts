import { shellWord } from './shell-word.ts'

/** The message about a changed project file that the watchdog ignored, with the commands that apply the changes. */
export function keptText({ file }: { readonly file: string }): string {
  return `${file} has changed since the launch, and the fleet goes on as it was launched; czar stop && czar launch ${shellWord(file)} takes it`
}

import type { ToolCall } from './a-model.ts'

/** A real agent program as the tests know it: where it comes from, how it is set up, what its tools are called. */
export interface RealAgent {
  /** Also the profile's name and its kind. */
  readonly name: string
  readonly package: string
  readonly version: string
  /** The program within the package's directory. */
  readonly bin: string
  /** Where npm does not run install scripts: what to run in the package's directory until the program is there. */
  readonly finishInstall?: { readonly isDone: (program: string) => boolean; readonly script: string }
  /** Writes what a user would have set up once, below `home`, and gives the environment that goes with it. */
  readonly settle: (home: string, modelUrl: string) => Readonly<Record<string, string>>
  /** The calls by which a model has this program run a command and write a file. */
  readonly run: (command: string) => ToolCall
  readonly write: (path: string, content: string) => ToolCall
  /** Words that it puts before the first text of a conversation. */
  readonly ownWords?: RegExp
}

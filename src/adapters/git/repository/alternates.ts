/** The value of GIT_ALTERNATE_OBJECT_DIRECTORIES. Git takes a folder with `:` in its name only in quotes. */
export function alternates(folders: readonly string[]): string {
  return folders.map(folder => (/[:"]/.test(folder) ? `"${folder.replaceAll(/["\\]/g, String.raw`\$&`)}"` : folder)).join(':')
}

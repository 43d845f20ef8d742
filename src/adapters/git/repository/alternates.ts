/** The value for GIT_ALTERNATE_OBJECT_DIRECTORIES. A folder with `:` in its name must be quoted, because `:` separates the folders. */
export function alternates(folders: readonly string[]): string {
  return folders.map(folder => (/[:"]/.test(folder) ? `"${folder.replaceAll(/["\\]/g, String.raw`\$&`)}"` : folder)).join(':')
}

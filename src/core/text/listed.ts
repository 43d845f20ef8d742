const MOST = 10

/** At most ten names in one line; names with control characters or blanks are shown in quotes. */
export function listed(names: readonly string[]): string {
  const shown = names
    .slice(0, MOST)
    .map(name => (/[\s"'\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(name) ? visible(name) : name))
  return names.length > MOST ? `${shown.join(', ')} and ${names.length - MOST} more` : shown.join(', ')
}

/** JSON shows line breaks and quotes; C1 and the marks that turn the writing direction need help. */
function visible(name: string): string {
  return JSON.stringify(name).replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

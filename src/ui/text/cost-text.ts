/** `$1.42`; `≥$1.42` where a part is not known; nothing where nothing is. */
export function costText({ usd, is_partial }: { readonly usd: number | null; readonly is_partial: boolean }): string {
  return usd === null ? '' : `${is_partial ? '≥' : ''}$${usd.toFixed(2)}`
}

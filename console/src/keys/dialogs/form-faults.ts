import type { Refusal } from '../../api/outcome';

/** Faults by the place in the form that they are about, as `allowedIps.2`; what is about none of `fields` is the rest. */
export function formFaults(
  refusal: Refusal,
  fields: readonly string[],
): { readonly atPlaces: Record<string, string>; readonly rest: Refusal | null } {
  const atPlaces: Record<string, string> = {};
  const others = refusal.faults.filter(({ path, message }) => {
    if (!fields.includes(path[0] ?? '')) return true;
    const place = path.join('.');
    atPlaces[place] = [atPlaces[place], message].filter(Boolean).join(' ');
    return false;
  });
  const isAllSaid = refusal.faults.length > 0 && others.length === 0;
  return { atPlaces, rest: isAllSaid ? null : refusal };
}

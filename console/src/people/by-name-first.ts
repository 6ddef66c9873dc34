/** What was found by its name before what was found by something else, as a domain; else in the order it came. */
export function byNameFirst<Found extends { readonly name: string }>(found: readonly Found[], search: string): Found[] {
  const wanted = search.toLowerCase();
  const isByName = ({ name }: Found): boolean => name.toLowerCase().includes(wanted);
  return [...found.filter(isByName), ...found.filter((one) => !isByName(one))];
}

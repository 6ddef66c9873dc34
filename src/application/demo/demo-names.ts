/** Names of the demonstration tree. Its host names end in `.example`, which RFC 2606 keeps free of real ones. */
export const DISTRIBUTORS = ['Northwind Print', 'Contoso Imaging', 'Fabrikam Devices', 'Adatum Workplace'] as const;
export const REGIONS = ['Benelux', 'Nordics', 'Iberia', 'Alps'] as const;
export const RESELLERS = ['City', 'Harbour'] as const;

const TRADES = ['Bakery', 'Clinic', 'Law Office', 'Library', 'Brewery', 'School', 'Shipyard'] as const;
const PLACES = [
  'Alkmaar',
  'Bergen',
  'Coimbra',
  'Delft',
  'Esbjerg',
  'Fribourg',
  'Gent',
  'Haarlem',
  'Innsbruck',
] as const;

/** Different for every number below 63: the lengths of the two lists have no common divisor. */
export function customerName(number: number): string {
  return `${TRADES[number % TRADES.length] ?? ''} ${PLACES[number % PLACES.length] ?? ''}`;
}

export function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/**
 * A colour of the theme for text on the page or on a light tint, readable in light and in dark. The darkest shade of
 * bright colours, as green, orange and yellow, is not dark enough on their own tint.
 */
export function textColor(name: string): string {
  return `light-dark(color-mix(in srgb, var(--mantine-color-${name}-9), black 35%), var(--mantine-color-${name}-2))`;
}

/** Of a menu's entry that destroys something. With its shade: to a colour without one Mantine gives a text too pale to read. */
export const DANGER = 'red.9';

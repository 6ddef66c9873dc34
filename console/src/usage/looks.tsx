import { type ReactNode, createContext, useContext, useId } from 'react';
import type { Look } from './counts';

/** Colours that stand out from the page, 3:1 or more, in light and in dark; each with lines of its own. */
const COLOURS: Record<Look, string> = {
  passed: 'light-dark(var(--mantine-color-leaf-8), var(--mantine-color-leaf-4))',
  first: 'light-dark(var(--mantine-color-red-8), var(--mantine-color-red-5))',
  second: 'light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-4))',
  third: 'light-dark(var(--mantine-color-grape-8), var(--mantine-color-grape-4))',
  fourth: 'light-dark(var(--mantine-color-blue-8), var(--mantine-color-blue-4))',
  others: 'light-dark(var(--mantine-color-gray-7), var(--mantine-color-gray-5))',
};

/** Drawn on the colour in that of the page; what passed is plain. */
const LINES: Record<Look, string | null> = {
  passed: null,
  first: 'M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4',
  second: 'M2,2 h2 v2 h-2 z M6,6 h2 v2 h-2 z',
  third: 'M0,4 h8',
  fourth: 'M4,0 v8',
  others: 'M0,0 l8,8 M8,0 l-8,8',
};

const PrefixContext = createContext('');

/** Within `Looks`: what fills a bar or a swatch of the look. */
export function useFill(): (look: Look) => string {
  const prefix = useContext(PrefixContext);
  return (look) => `url(#${prefix}${look})`;
}

/** Draws the patterns once, for the bars and for what explains them. */
export function Looks({ children }: { readonly children: ReactNode }): ReactNode {
  const prefix = `look-${useId().replace(/[^a-zA-Z0-9]/g, '')}-`;
  return (
    <PrefixContext value={prefix}>
      <svg width={0} height={0} aria-hidden focusable="false" style={{ position: 'absolute' }}>
        <defs>
          {(Object.keys(COLOURS) as Look[]).map((look) => (
            <pattern key={look} id={prefix + look} width={8} height={8} patternUnits="userSpaceOnUse">
              <rect width={8} height={8} style={{ fill: COLOURS[look] }} />
              {LINES[look] !== null && (
                <path d={LINES[look]} style={{ stroke: 'var(--mantine-color-body)', strokeWidth: 1.5, fill: 'none' }} />
              )}
            </pattern>
          ))}
        </defs>
      </svg>
      {children}
    </PrefixContext>
  );
}

export function Swatch({ look }: { readonly look: Look }): ReactNode {
  const fill = useFill();
  return (
    <svg width={16} height={16} aria-hidden focusable="false" style={{ flexShrink: 0 }}>
      <rect width={16} height={16} rx={3} fill={fill(look)} />
    </svg>
  );
}

import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  parseThemeColor,
  type VariantColorsResolver,
} from '@mantine/core';
import { textColor } from '../parts/text-color';

/** Of the mark. */
const leaf: MantineColorsTuple = [
  '#eaf7f3',
  '#d8ece6',
  '#b0d9cd',
  '#85c5b2',
  '#61b49b',
  '#49a98d',
  '#3aa485',
  '#267a62',
  '#1e6a55',
  '#0e5a46',
];

/** Mantine's is a <header>, which beside that of the page would be a second banner. */
const NO_BANNER = { defaultProps: { attributes: { header: { role: 'presentation' } } } };

/** On a light tint text, and under white text red, is darker than Mantine has it: 4.5:1, as WCAG's AA asks. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const { isThemeColor, color } = parseThemeColor({
    color: input.color ?? input.theme.primaryColor,
    theme: input.theme,
  });
  if (input.variant === 'filled' && color === 'red') {
    const hover = 'color-mix(in srgb, var(--mantine-color-red-9), black 12%)';
    return { ...resolved, background: 'var(--mantine-color-red-9)', hover, color: 'var(--mantine-color-white)' };
  }
  const isTint = input.variant === 'light' || input.variant === 'subtle' || input.variant === 'outline';
  return isTint && isThemeColor ? { ...resolved, color: textColor(color) } : resolved;
};

export const theme = createTheme({
  primaryColor: 'leaf',
  primaryShade: { light: 8, dark: 7 },
  colors: { leaf },
  variantColorResolver,
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  cursorType: 'pointer',
  components: {
    Drawer: NO_BANNER,
    Modal: NO_BANNER,
    // The focus goes to the first entry: the placeholder that takes it otherwise is no child that a menu may have.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
  },
});

/** Quiet text, still readable on tinted ground. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#565d64',
    '--mantine-color-placeholder': '#6b7279',
    '--mantine-color-anchor': 'var(--mantine-color-leaf-8)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
  },
  dark: {
    '--mantine-color-dimmed': '#b3b3b3',
    '--mantine-color-placeholder': '#9a9a9a',
    '--mantine-color-anchor': 'var(--mantine-color-leaf-3)',
    '--mantine-color-error': 'var(--mantine-color-red-3)',
  },
});

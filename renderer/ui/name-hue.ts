/**
 * The colour of a name: a hue hashed from an id, at the theme's own lightness and chroma (`--name-lightness`,
 * `--name-chroma`), so that every hue has enough contrast in every theme.
 */
import type { CSSProperties } from 'react';

/** Lightness and chroma (OKLCH) that names have in each theme; the same values stand in `styles/tokens.css`. */
export const nameTones = {
  dark: { lightness: 0.76, chroma: 0.095 },
  light: { lightness: 0.46, chroma: 0.1 },
  darkMoreContrast: { lightness: 0.86, chroma: 0.095 },
  lightMoreContrast: { lightness: 0.36, chroma: 0.1 },
} as const;

/**
 * A hue (whole degrees, 0 to 359) for an id: the same everywhere and always. FNV-1a (32 bits), then mixed
 * as MurmurHash3 does, so that ids that differ in one digit lie far apart.
 */
export function nameHue(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 360;
}

/** The style of a name. */
export function nameStyle(id: string): CSSProperties {
  return { color: `oklch(var(--name-lightness) var(--name-chroma) ${nameHue(id)}deg)` };
}

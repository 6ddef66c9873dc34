import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from './environment-reader';

/** The texts of operations by their SHA-256, in hex. */
export type Operations = ReadonlyMap<string, string>;

export type ReadManifest =
  { readonly ok: true; readonly operations: Operations } | { readonly ok: false; readonly message: string };

/** A manifest as GraphQL Code Generator writes it: `{ "<SHA-256 of the text>": "<text>" }`. */
export function readManifest(file: string): ReadManifest {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, message: 'it is no JSON' };
    return { ok: false, message: `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return NO_MANIFEST;
  const operations = new Map<string, string>();
  for (const [hash, text] of Object.entries(content) as [string, unknown][]) {
    if (typeof text !== 'string') return NO_MANIFEST;
    // The hash is all that clients send: were it wrong, they would run what they do not mean.
    if (createHash('sha256').update(text).digest('hex') !== hash) {
      return { ok: false, message: `"${hash}" is not the SHA-256 of the text beside it: make the manifest anew` };
    }
    operations.set(hash, text);
  }
  return { ok: true, operations };
}

const NO_MANIFEST = {
  ok: false,
  message: 'it has to be one JSON object, { "<SHA-256 of the text, in hex>": "<text>", ... }',
} as const;

/** The web console's, which its build puts there. */
const CONSOLE_MANIFEST = join(__dirname, '../../console/dist/persisted-documents.json');

export interface KnownOperations {
  readonly texts: Operations;
  /** Whether any other is refused. */
  readonly only: boolean;
}

/** Those of the configuration, with the console's where that was built. @throws ConfigurationError */
export function withConsoleOperations({ texts, only }: KnownOperations, file = CONSOLE_MANIFEST): KnownOperations {
  const read: ReadManifest = existsSync(file) ? readManifest(file) : { ok: true, operations: new Map() };
  if (!read.ok) throw new ConfigurationError([`The console's manifest, ${file}, cannot be used: ${read.message}`]);
  const all = new Map([...texts, ...read.operations]);
  if (only && all.size === 0) {
    throw new ConfigurationError([
      'KEYTREE_OPERATIONS is persisted, and there is no operation to be asked for: build the console, or name manifests in KEYTREE_PERSISTED_OPERATIONS',
    ]);
  }
  return { texts: all, only };
}

import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import type { WebAnswer, WebRequest } from '../web.ts';

/** What the browser loads: one page, and files whose names change with what is in them. */
export interface Assets {
  readonly page: WebAnswer;
  /** @param name as in `/console/assets/NAME` */
  file(name: string, request: Pick<WebRequest, 'headers'>): WebAnswer | undefined;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Bundles the front end in memory; nothing of it is written to a disk. The page names `main.ts` and `main.css`, and gets
 * what became of them.
 * @param folder where `index.html` and `main.ts` are
 */
export function bundleAssets(folder: URL): Assets {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: fileURLToPath(folder),
    entryPoints: ['main.ts'],
    outdir: 'assets',
    publicPath: '/console/assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    loader: { '.svg': 'file', '.png': 'file', '.woff2': 'file' },
    legalComments: 'inline',
    // An image has the sources alone.
    tsconfigRaw: {},
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const files = new Map(
    outputFiles.map(({ path, contents }) => {
      const bytes = Buffer.from(contents);
      return [basename(path), { bytes, zipped: gzipSync(bytes, { level: 9 }) }] as const;
    }),
  );
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === 'main.ts');
  const script = basename(entry?.[0] ?? '');
  const style = basename(entry?.[1].cssBundle ?? '');
  const page = readFileSync(new URL('index.html', folder), 'utf8')
    .replaceAll('main.ts', `/console/assets/${script}`)
    .replaceAll('main.css', `/console/assets/${style}`);

  return {
    page: { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page },
    file(name, { headers }) {
      const found = files.get(name);
      if (!found) return undefined;
      const zips = /\bgzip\b/.test(headers['accept-encoding'] ?? '');
      return {
        status: 200,
        headers: {
          'content-type': types[extname(name)] ?? 'application/octet-stream',
          'cache-control': 'public, max-age=31536000, immutable',
          etag: `"${hash('sha256', found.bytes, 'base64url').slice(0, 16)}"`,
          vary: 'accept-encoding',
          ...(zips && { 'content-encoding': 'gzip' }),
        },
        body: zips ? found.zipped : found.bytes,
      };
    },
  };
}

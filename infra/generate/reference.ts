/**
 * Writes the pages that follow from the declarations: `docs/algorithms.md` (signatures and examples) and `docs/coverage.md` (which of Earth
 * Engine's public algorithms exist), the table of environment variables in `README.md`, the routes of the load balancer, the sizes of the cloud's services, what the Firebase emulator suite reads, and the WebAssembly of `assembly/` (`npm run format` after it). The official names, without deprecated ones, are taken anew where the list of signatures is there.
 *
 *   npm run reference
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import { manifestFile, withRewrites } from '../firebase/manifest.ts';
import { algorithmsPage, coveragePage } from './reference-pages.ts';
import { restPage } from './rest-page.ts';
import { routesFile } from './routes.ts';
import { servicesFile } from './services.ts';
import { withSettings } from './settings-table.ts';
import { MODULE, wasmModule } from './wasm.ts';

const NAMES = new URL('official-names.json', import.meta.url);
const SIGNATURES = new URL('../../../shared/algorithms.json', import.meta.url);

interface Signature {
  readonly name: string;
  readonly hidden?: boolean;
  readonly deprecated?: string;
}

if (existsSync(SIGNATURES)) {
  const signatures = JSON.parse(readFileSync(SIGNATURES, 'utf8')) as Signature[];
  const names = signatures.filter(({ hidden, deprecated }) => !hidden && !deprecated).map(({ name }) => name);
  writeFileSync(NAMES, `${JSON.stringify([...new Set(names)].sort(), null, 2)}\n`);
}
const official = JSON.parse(readFileSync(NAMES, 'utf8')) as string[];
writeFileSync(new URL('../../docs/algorithms.md', import.meta.url), algorithmsPage([...REGISTRY.values()]));
writeFileSync(new URL('../../docs/coverage.md', import.meta.url), coveragePage(official, new Set(REGISTRY.keys())));
writeFileSync(new URL('../../docs/rest.md', import.meta.url), restPage());

const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, withSettings(readFileSync(readme, 'utf8')));
writeFileSync(new URL('../terraform/routes.tf.json', import.meta.url), routesFile());
writeFileSync(new URL('../terraform/services.tf.json', import.meta.url), servicesFile());

const suite = new URL('../../firebase.json', import.meta.url);
writeFileSync(suite, withRewrites(readFileSync(suite, 'utf8')));
writeFileSync(new URL('../firebase/functions/functions.yaml', import.meta.url), manifestFile());

writeFileSync(MODULE, await wasmModule());

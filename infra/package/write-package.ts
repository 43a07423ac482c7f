import { statSync } from 'node:fs';
import { makePackage } from './make-package.ts';

/** `npm run package [-- FOLDER]`: writes the package that `npx` runs and npm publishes. */
const { file, names } = await makePackage(process.argv[2] ?? '.');
console.log(`${file}: ${names.length} files, ${statSync(file).size} bytes`);

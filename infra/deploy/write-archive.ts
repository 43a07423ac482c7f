import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { makeArchive } from './archive.ts';

/** `npm run archive [-- FILE]`: writes the archive that infra/terraform deploys. */
const file = process.argv[2] ?? 'terrane.zip';
const archive = await makeArchive();
writeFileSync(file, archive);
console.log(`${file}: ${archive.length} bytes, SHA-256 ${createHash('sha256').update(archive).digest('hex')}`);

import { writeFileSync } from 'node:fs';
import { makeScene } from './scene.ts';

// `node test/bench/write-scene.ts FILE SIDE BANDS`: writes a scene, in a process whose memory is not that of the server that is measured.
const [path = '', side, bands] = process.argv.slice(2);
writeFileSync(path, makeScene(Number(side), Number(bands)));

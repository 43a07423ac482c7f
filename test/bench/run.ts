import { benchCalm } from './calm.ts';
import { benchLanguage } from './language.ts';
import { benchLearning } from './learning.ts';
import { benchNeighborhoods } from './neighborhoods.ts';
import { benchPixels } from './pixels.ts';
import { benchService } from './service/service.ts';
import { benchStacks } from './stacks.ts';

/** `npm run bench [calm|language|stacks|neighborhoods|pixels|learning|service]`: prints measurements; nothing is asserted, as machines differ. */
const benches: { readonly [name: string]: () => Promise<void> } = {
  calm: benchCalm,
  language: benchLanguage,
  stacks: benchStacks,
  neighborhoods: benchNeighborhoods,
  pixels: benchPixels,
  learning: benchLearning,
  service: benchService,
};
const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}

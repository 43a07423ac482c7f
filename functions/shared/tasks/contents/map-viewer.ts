import type { PyramidLevel } from '../../jobs/tile-pyramid.ts';

/**
 * A page that shows the tiles of a map, which are in the same folder as it: `ZOOM/X/Y`. It needs nothing from elsewhere. Dragging, the wheel, double
 * clicks, the arrow keys, + and - move it; beyond the finest zoom level tiles are enlarged.
 * @param bounds west, south, east, north in degrees
 */
export function viewerPage(title: string, levels: readonly PyramidLevel[], bounds: readonly number[]): string {
  const view = { levels, bounds };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<div id="map" tabindex="0" role="application" aria-label="${escaped(title)}"></div>
<div id="zoom"><button aria-label="Zoom in">+</button><button aria-label="Zoom out">&minus;</button></div>
<output id="place"></output>
<script>const view = ${JSON.stringify(view).replaceAll('<', '\\u003c')};
${SCRIPT}</script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `
html, body { margin: 0; height: 100%; font: 14px sans-serif; }
#map { position: absolute; inset: 0; overflow: hidden; background: #ddd; cursor: grab; touch-action: none; }
#map img { position: absolute; image-rendering: auto; user-select: none; pointer-events: none; }
#map.enlarged img { image-rendering: pixelated; }
#zoom { position: absolute; top: 10px; left: 10px; display: grid; gap: 2px; }
#zoom button { width: 32px; height: 32px; font-size: 18px; border: 0; border-radius: 4px; background: #fff; box-shadow: 0 1px 4px #0006; cursor: pointer; }
#place { position: absolute; right: 0; bottom: 0; padding: 2px 6px; background: #fffc; }
`;

/** Positions are parts of the world's width, from the north-western corner of Web Mercator. */
const SCRIPT = `
const map = document.getElementById('map');
const output = document.getElementById('place');
const TILE = 256;
const first = view.levels[0].zoom;
const last = view.levels[view.levels.length - 1].zoom;
const levels = new Map(view.levels.map((level) => [level.zoom, level]));
const mercator = (latitude) => 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);
const limited = (value, low, high) => Math.min(high, Math.max(low, value));
const [west, south, east, north] = view.bounds;
const top_ = limited(mercator(limited(north, -85.06, 85.06)), 0, 1);
const bottom = limited(mercator(limited(south, -85.06, 85.06)), 0, 1);
let x = (west + east) / 720 + 0.5;
let y = (top_ + bottom) / 2;
let zoom = first;
const fits = (z) => ((east - west) / 360) * TILE * 2 ** z <= map.clientWidth && (bottom - top_) * TILE * 2 ** z <= map.clientHeight;
while (zoom < last && fits(zoom + 1)) zoom++;
const shown = new Map();
function draw() {
  const level = levels.get(Math.min(zoom, last));
  const size = TILE * 2 ** (zoom - level.zoom);
  const count = 2 ** level.zoom;
  const left = x * count * size - map.clientWidth / 2;
  const top = y * count * size - map.clientHeight / 2;
  const wanted = new Set();
  for (let row = Math.floor(top / size); row * size < top + map.clientHeight; row++) {
    if (row < level.y || row >= level.y + level.height) continue;
    for (let column = Math.floor(left / size); column * size < left + map.clientWidth; column++) {
      const place = ((column % count) + count) % count;
      if ((place - level.x + count) % count >= level.width) continue;
      const key = level.zoom + '/' + column + '/' + row;
      wanted.add(key);
      let image = shown.get(key);
      if (!image) {
        image = new Image();
        image.alt = '';
        // One that is empty may have been left out.
        image.onerror = () => { image.hidden = true; };
        image.src = level.zoom + '/' + place + '/' + row;
        shown.set(key, image);
        map.append(image);
      }
      Object.assign(image.style, { width: size + 'px', height: size + 'px', left: column * size - left + 'px', top: row * size - top + 'px' });
    }
  }
  for (const [key, image] of shown) if (!wanted.has(key)) { image.remove(); shown.delete(key); }
  map.classList.toggle('enlarged', zoom > last);
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  output.textContent = latitude.toFixed(5) + ', ' + (((x % 1) + 1) % 1 * 360 - 180).toFixed(5) + ', zoom ' + zoom;
}
function pan(dx, dy) {
  const size = TILE * 2 ** zoom;
  x += dx / size;
  y = limited(y + dy / size, 0, 1);
  draw();
}
function zoomBy(step, dx = 0, dy = 0) {
  const next = limited(zoom + step, first, last + 4);
  if (next === zoom) return;
  const size = TILE * 2 ** zoom;
  const change = 1 - 2 ** (zoom - next);
  x += (dx / size) * change;
  y = limited(y + (dy / size) * change, 0, 1);
  zoom = next;
  draw();
}
const fromCentre = (event) => [event.clientX - map.clientWidth / 2, event.clientY - map.clientHeight / 2];
let wheel = 0;
map.addEventListener('wheel', (event) => {
  event.preventDefault();
  wheel += event.deltaY;
  if (Math.abs(wheel) < 50) return;
  zoomBy(-Math.sign(wheel), ...fromCentre(event));
  wheel = 0;
}, { passive: false });
map.addEventListener('dblclick', (event) => zoomBy(1, ...fromCentre(event)));
map.addEventListener('pointerdown', (event) => map.setPointerCapture(event.pointerId));
map.addEventListener('pointermove', (event) => { if (event.buttons === 1) pan(-event.movementX, -event.movementY); });
const keys = { ArrowLeft: [-64, 0], ArrowRight: [64, 0], ArrowUp: [0, -64], ArrowDown: [0, 64] };
map.addEventListener('keydown', (event) => {
  if (keys[event.key]) pan(...keys[event.key]);
  else if (event.key === '+' || event.key === '=') zoomBy(1);
  else if (event.key === '-') zoomBy(-1);
});
const [closer, farther] = document.querySelectorAll('#zoom button');
closer.onclick = () => zoomBy(1);
farther.onclick = () => zoomBy(-1);
addEventListener('resize', draw);
draw();
`;

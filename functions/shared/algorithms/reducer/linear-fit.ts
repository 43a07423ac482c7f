import { float } from '../../values/number.ts';
import { tupleReducer } from './kinds.ts';
import { plainReducer } from './plain.ts';

/** The moments of weighted pairs in one pass (Pébay 2008). */
export class PairMoments {
  weight = 0;
  meanX = 0;
  meanY = 0;
  xx = 0;
  yy = 0;
  xy = 0;

  add(x: number, y: number, weight: number): void {
    if (!(weight > 0)) return;
    const after = this.weight + weight;
    const [dx, dy] = [x - this.meanX, y - this.meanY];
    const factor = (this.weight * weight) / after;
    this.xx += dx * dx * factor;
    this.yy += dy * dy * factor;
    this.xy += dx * dy * factor;
    this.meanX += (dx * weight) / after;
    this.meanY += (dy * weight) / after;
    this.weight = after;
  }
}

/** The line through weighted points with the least squares of errors in y. */
export const LINEAR_FIT = tupleReducer(
  'linearFit',
  2,
  ['scale', 'offset'],
  () => {
    const moments = new PairMoments();
    return {
      add: ([x, y], weight) => moments.add(x, y, weight),
      results: () => {
        if (!(moments.xx > 0)) return [null, null];
        const scale = moments.xy / moments.xx;
        return [float(scale), float(moments.meanY - scale * moments.meanX)];
      },
    };
  },
  { weighted: true },
);

/** Lines. */
export const LINE_REDUCERS = [
  plainReducer(LINEAR_FIT, 'Slope and offset of a weighted line of least squares; x, then y.'),
];

/** A picture of several bands, with 1 where all of them are valid. */
export interface Picture {
  readonly bands: readonly Float64Array[];
  readonly valid: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A picture half as wide and high: the means of the valid ones of each four pixels. */
function halved({ bands, valid, width, height }: Picture): Picture {
  const [across, down] = [width >> 1, height >> 1];
  const small = bands.map(() => new Float64Array(across * down));
  const some = new Uint8Array(across * down);
  for (let y = 0, i = 0; y < down; y++) {
    for (let x = 0; x < across; x++, i++) {
      const at = 2 * y * width + 2 * x;
      const four = [at, at + 1, at + width, at + width + 1];
      const count = valid[four[0]] + valid[four[1]] + valid[four[2]] + valid[four[3]];
      if (count === 0) continue;
      some[i] = 1;
      for (let band = 0; band < bands.length; band++) {
        let sum = 0;
        for (const pixel of four) if (valid[pixel] === 1) sum += bands[band][pixel];
        small[band][i] = sum / count;
      }
    }
  }
  return { bands: small, valid: some, width: across, height: down };
}

/** A picture and so many smaller ones, each half the size of the one before. */
export function pyramidOf(picture: Picture, levels: number): Picture[] {
  const pyramid = [picture];
  for (let level = 1; level <= levels; level++) pyramid.push(halved(pyramid[level - 1]));
  return pyramid;
}

/**
 * Samples of any number of bits from 1 to 31, packed from the highest bit on whatever the file's byte order; each row starts on a byte.
 *
 * @param row index of the row in the data
 * @param samples in a row
 */
export function readPackedRow(data: Uint8Array, row: number, samples: number, bits: number): Uint32Array {
  const values = new Uint32Array(samples);
  let at = row * Math.ceil((samples * bits) / 8);
  let buffer = 0;
  let held = 0;
  for (let i = 0; i < samples; i++) {
    let value = 0;
    let wanted = bits;
    while (wanted > 0) {
      if (held === 0) {
        buffer = data[at++] ?? 0;
        held = 8;
      }
      const taken = Math.min(wanted, held);
      held -= taken;
      value = value * (1 << taken) + ((buffer >> held) & ((1 << taken) - 1));
      wanted -= taken;
    }
    values[i] = value;
  }
  return values;
}

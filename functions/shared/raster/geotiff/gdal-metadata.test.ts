import { describe, expect, it } from 'vitest';
import { readBandMetadata, readOverviewResampling, writeGdalMetadata } from './gdal-metadata.ts';

const OF_BAND = '<Item name="OVERVIEW_RESAMPLING" sample="0">MODE</Item>';

describe('how overviews were computed', () => {
  it.each([
    ['<GDALMetadata><Item name="OVERVIEW_RESAMPLING">CUBIC</Item></GDALMetadata>', 'CUBIC'],
    ['<Item name="OVERVIEW_RESAMPLING" domain="IMAGE_STRUCTURE">average</Item>', 'AVERAGE'],
    [OF_BAND, undefined],
    ['<Item name="OTHER">NEAREST</Item>', undefined],
    ['', undefined],
  ])('%s', (xml, word) => {
    expect(readOverviewResampling(xml)).toBe(word);
  });

  it('is written beside the names of bands', () => {
    expect(writeGdalMetadata(['', ''], undefined)).toBeUndefined();
    const text = writeGdalMetadata(['a<b', ''], 'AVERAGE') as string;
    expect(readOverviewResampling(text)).toBe('AVERAGE');
    expect(readBandMetadata(text, 2).map(({ description }) => description)).toEqual(['a<b', '']);
    expect(writeGdalMetadata(['', ''], 'MODE')).not.toContain('DESCRIPTION');
  });
});

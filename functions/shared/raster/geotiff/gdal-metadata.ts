/** What GDAL keeps of one band beside the pixels. */
export interface BandMetadata {
  readonly description: string | undefined;
  readonly scale: number | undefined;
  readonly offset: number | undefined;
}

const ITEM = /<Item\s([^>]*)>([^<]*)<\/Item>/g;
const ATTRIBUTE = /(\w+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

/** Reads the GDAL_METADATA tag: `<Item name="DESCRIPTION" sample="0" role="description">B1</Item>`; bands count from zero. */
export function readBandMetadata(xml: string, bandCount: number): BandMetadata[] {
  const roles = Array.from({ length: bandCount }, () => new Map<string, string>());
  for (const { given, text } of itemsOf(xml)) {
    const role = given.get('role');
    if (role !== undefined && given.has('sample')) roles[Number(given.get('sample'))]?.set(role, text);
  }
  return roles.map((role) => ({
    description: role.get('description'),
    scale: finite(role.get('scale')),
    offset: finite(role.get('offset')),
  }));
}

/** How the overviews were computed, by the GDAL_METADATA tag of newer versions: `<Item name="OVERVIEW_RESAMPLING">AVERAGE</Item>`. */
export function readOverviewResampling(xml: string): string | undefined {
  for (const { given, text } of itemsOf(xml)) {
    if (given.get('name') === 'OVERVIEW_RESAMPLING' && !given.has('sample')) return text.trim().toUpperCase();
  }
  return undefined;
}

/** The items of the tag, each with its attributes. */
function* itemsOf(xml: string): Generator<{ readonly given: ReadonlyMap<string, string>; readonly text: string }> {
  for (const [, attributes, text] of xml.matchAll(ITEM)) {
    const given = new Map([...attributes!.matchAll(ATTRIBUTE)].map(([, key, value]) => [key!, value!]));
    yield { given, text: unescapeXml(text!) };
  }
}

/** Writes the tag's text for the names of bands, and for the way that overviews were computed; undefined if there is nothing to say. */
export function writeGdalMetadata(
  names: readonly string[],
  overviewResampling: string | undefined,
): string | undefined {
  const items = names.every((name) => name === '')
    ? []
    : names.map(
        (name, band) => `  <Item name="DESCRIPTION" sample="${band}" role="description">${escapeXml(name)}</Item>\n`,
      );
  if (overviewResampling !== undefined) {
    items.unshift(`  <Item name="OVERVIEW_RESAMPLING">${escapeXml(overviewResampling)}</Item>\n`);
  }
  if (items.length === 0) return undefined;
  return `<GDALMetadata>\n${items.join('')}</GDALMetadata>\n`;
}

function finite(text: string | undefined): number | undefined {
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]!);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

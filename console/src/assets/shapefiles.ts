/** The parts of a shapefile that an import reads. */
const PARTS = ['shp', 'shx', 'dbf', 'prj', 'cpg'];

/** Packs the parts of shapefiles that come together, each shapefile into one archive; other files stay as they are. */
export async function joinShapefiles(files: readonly File[]): Promise<File[]> {
  const groups = Map.groupBy(files, ({ name }) => (isPart(name) ? stem(name) : `${name}/`));
  const joined: File[] = [];
  for (const group of groups.values()) {
    const main = group.find(({ name }) => /\.shp$/i.test(name));
    if (!main || group.length === 1) joined.push(...group);
    else joined.push(await pack(group, `${stem(main.name)}.zip`));
  }
  return joined;
}

function isPart(name: string): boolean {
  return PARTS.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

function stem(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}

async function pack(files: readonly File[], name: string): Promise<File> {
  const { zipSync } = await import('fflate');
  const contents = await Promise.all(
    files.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const),
  );
  return new File([zipSync(Object.fromEntries(contents), { level: 1 }) as Uint8Array<ArrayBuffer>], name, {
    type: 'application/zip',
  });
}

import { type MapService, ZOOMS } from './map-service.ts';

/** Metres of a pixel at zoom level 0, and half the Earth's circumference on the sphere of Web Mercator. */
const HALF_WORLD = Math.PI * 6_378_137;
const PIXELS = 256;
/** Metres of the pixel of a display that scales are told by (OGC 07-057r7, 6.1). */
const DISPLAY_PIXEL = 0.00028;

/**
 * The capabilities of a map as a Web Map Tile Service (OGC 07-057r7, RESTful), for QGIS, GDAL and ArcGIS: one layer on the tile matrix set
 * GoogleMapsCompatible.
 */
export function wmtsCapabilities({ url, bounds: [west, south, east, north], extension }: MapService): string {
  const type = extension === 'jpg' ? 'image/jpeg' : 'image/png';
  const address = escaped(url);
  return `<?xml version="1.0" encoding="UTF-8"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
  <ows:ServiceIdentification>
    <ows:Title>Terrane</ows:Title>
    <ows:ServiceType>OGC WMTS</ows:ServiceType>
    <ows:ServiceTypeVersion>1.0.0</ows:ServiceTypeVersion>
  </ows:ServiceIdentification>
  <Contents>
    <Layer>
      <ows:Title>Map</ows:Title>
      <ows:WGS84BoundingBox>
        <ows:LowerCorner>${west} ${south}</ows:LowerCorner>
        <ows:UpperCorner>${east} ${north}</ows:UpperCorner>
      </ows:WGS84BoundingBox>
      <ows:Identifier>map</ows:Identifier>
      <Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style>
      <Format>${type}</Format>
      <TileMatrixSetLink><TileMatrixSet>GoogleMapsCompatible</TileMatrixSet></TileMatrixSetLink>
      <ResourceURL format="${type}" resourceType="tile" template="${address}/tiles/{TileMatrix}/{TileCol}/{TileRow}.${extension}"/>
    </Layer>
    <TileMatrixSet>
      <ows:Identifier>GoogleMapsCompatible</ows:Identifier>
      <ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>
      <WellKnownScaleSet>urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible</WellKnownScaleSet>
${Array.from({ length: ZOOMS.last - ZOOMS.first + 1 }, (_, i) => tileMatrix(ZOOMS.first + i)).join('\n')}
    </TileMatrixSet>
  </Contents>
  <ServiceMetadataURL xlink:href="${address}:getWmts"/>
</Capabilities>
`;
}

function tileMatrix(zoom: number): string {
  const tiles = 2 ** zoom;
  const scale = (2 * HALF_WORLD) / (PIXELS * tiles) / DISPLAY_PIXEL;
  return `      <TileMatrix>
        <ows:Identifier>${zoom}</ows:Identifier>
        <ScaleDenominator>${scale}</ScaleDenominator>
        <TopLeftCorner>${-HALF_WORLD} ${HALF_WORLD}</TopLeftCorner>
        <TileWidth>${PIXELS}</TileWidth>
        <TileHeight>${PIXELS}</TileHeight>
        <MatrixWidth>${tiles}</MatrixWidth>
        <MatrixHeight>${tiles}</MatrixHeight>
      </TileMatrix>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

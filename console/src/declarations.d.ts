/** The official client carries no types of its own that fit: its functions are made at run time, from the list of algorithms. */
declare module '@google/earthengine' {
  // biome-ignore lint/suspicious/noExplicitAny: the classes and their methods depend on the server
  const ee: any;
  export default ee;
}

declare module 'topojson-client' {
  /** The GeoJSON of an object of a topology. */
  export function feature(topology: object, object: object): GeoJSON.FeatureCollection;
  /** The lines between the shapes of an object, as one MultiLineString. */
  export function mesh(
    topology: object,
    object: object,
    filter?: (a: object, b: object) => boolean,
  ): GeoJSON.MultiLineString;
}

declare module 'world-atlas/*.json' {
  const topology: { readonly objects: { readonly land: object; readonly countries: object } };
  export default topology;
}

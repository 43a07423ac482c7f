/** The official client carries no types of its own that fit: its functions are made at run time, from the list of algorithms. */
declare module '@google/earthengine' {
  // biome-ignore lint/suspicious/noExplicitAny: the classes and their methods depend on the server
  const ee: any;
  export default ee;
}

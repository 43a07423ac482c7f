/** Nodes of expressions, as the REST API takes them. */
export type Node = object;

export const call = (functionName: string, args: object): Node => ({
  functionInvocationValue: { functionName, arguments: args },
});
export const constant = (constantValue: unknown): Node => ({ constantValue });
export const expression = (node: Node) => ({ result: '0', values: { 0: node } });

export const load = (asset: string): Node => call('Image.load', { id: constant(asset) });

export const ndvi = (image: Node): Node =>
  call('Image.normalizedDifference', { input: image, bandNames: constant(['b4', 'b3']) });

/** Four bands, 21 operations on pixels: band math as in indices of water and vegetation, clamped. */
export function twentyOne(image: Node): Node {
  const band = (name: string) => call('Image.select', { input: image, bandSelectors: constant([name]) });
  const number = (value: number) => call('Image.constant', { value: constant(value) });
  const of = (name: string) => (image1: Node, image2: Node) => call(`Image.${name}`, { image1, image2 });
  const [add, subtract, multiply, divide] = ['add', 'subtract', 'multiply', 'divide'].map(of);
  const [blue, green, red, near] = ['b1', 'b2', 'b3', 'b4'].map(band);
  const evi = divide(
    multiply(subtract(near, red), number(2.5)),
    add(subtract(add(near, multiply(red, number(6))), multiply(blue, number(7.5))), number(10_000)),
  );
  const water = divide(subtract(green, near), add(green, near));
  const savi = multiply(divide(subtract(near, red), add(add(near, red), number(5_000))), number(1.5));
  const root = call('Image.sqrt', { value: call('Image.abs', { value: multiply(evi, savi) }) });
  return subtract(root, call('Image.abs', { value: water }));
}

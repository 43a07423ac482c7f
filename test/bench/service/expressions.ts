/** Nodes of expressions, as the REST API takes them. */
export type Node =
  | { readonly constantValue: unknown }
  | { readonly valueReference: string }
  | { readonly arrayValue: { readonly values: readonly Node[] } }
  | { readonly functionInvocationValue: { readonly functionName: string; readonly arguments: Arguments } };

interface Arguments {
  readonly [name: string]: Node;
}

export const call = (functionName: string, args: Arguments): Node => ({
  functionInvocationValue: { functionName, arguments: args },
});
export const constant = (constantValue: unknown): Node => ({ constantValue });

/** An expression in which each call is written once, as the official clients write them. */
export function expression(root: Node) {
  const values: { [id: string]: Node } = {};
  const known = new Map<string, string>();
  const written = (node: Node): Node => {
    if ('arrayValue' in node) return { arrayValue: { values: node.arrayValue.values.map(written) } };
    if (!('functionInvocationValue' in node)) return node;
    const { functionName, arguments: args } = node.functionInvocationValue;
    const made = call(
      functionName,
      Object.fromEntries(Object.entries(args).map(([name, arg]) => [name, written(arg)])),
    );
    const text = JSON.stringify(made);
    const id = known.get(text) ?? String(known.size);
    known.set(text, id);
    values[id] = made;
    return { valueReference: id };
  };
  values['result'] = written(root);
  return { result: 'result', values };
}

export const load = (asset: string): Node => call('Image.load', { id: constant(asset) });

export const ndvi = (image: Node): Node =>
  call('Image.normalizedDifference', { input: image, bandNames: constant(['b4', 'b3']) });

/** Four bands, 21 operations on pixels and a cast to the type of NDVI: indices of water and vegetation. */
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
  return call('Image.toFloat', { value: subtract(root, call('Image.abs', { value: water })) });
}

/** What a script and whoever runs it, the console or the command line, say to each other. Both sides are built apart: this file has types only. */

/** An expression of the API: a graph of nodes, and the key of its result. */
export interface Expression {
  readonly result: string;
  readonly values: { readonly [key: string]: unknown };
}

/** How an image is shown: the parameters of `Map.addLayer`, as Earth Engine has them. */
export interface Visualization {
  readonly bands?: readonly string[];
  readonly min?: readonly number[];
  readonly max?: readonly number[];
  readonly gain?: readonly number[];
  readonly bias?: readonly number[];
  readonly gamma?: readonly number[];
  readonly palette?: readonly string[];
  /** Of features. */
  readonly color?: string;
}

/** Something that a script shows on the map. */
export interface ScriptLayer {
  readonly name: string;
  readonly kind: 'image' | 'features' | 'view';
  /** What is shown; of a feature view its style. */
  readonly expression: Expression;
  /** The asset of a feature view. */
  readonly asset?: string;
  readonly visualization: Visualization;
  readonly shown: boolean;
  readonly opacity: number;
}

export type ChartType = 'line' | 'scatter' | 'column' | 'bar' | 'area';

/** Where the numbers of a chart come from: the value of an expression, and how to read it. */
export type ChartData =
  | { readonly kind: 'features'; readonly x: string; readonly series: readonly string[]; readonly time: boolean }
  | {
      readonly kind: 'regions';
      readonly x: string;
      readonly series: string;
      readonly band: string;
      readonly time: boolean;
    }
  | { readonly kind: 'histogram' }
  | { readonly kind: 'array'; readonly axis: number; readonly labels: readonly (string | number)[] };

/** A chart that a script prints. */
export interface ScriptChart {
  readonly type: ChartType;
  readonly expression: Expression;
  readonly data: ChartData;
  /** Options of the chart, as the Code Editor takes them: the ones that are known count. */
  readonly options: { readonly [name: string]: unknown };
  readonly names: readonly string[];
}

/** One thing of a call of `print`. */
export type Printed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly what: string }
  | { readonly kind: 'chart'; readonly chart: ScriptChart };

/** A request that the client wants to make: the console makes it, with the user's token. */
export interface RelayedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | undefined;
}

export interface RelayedReply {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
}

/** What a script tells the console. */
export type FromScript =
  | { readonly kind: 'ready' }
  | { readonly kind: 'print'; readonly printed: readonly Printed[] }
  | { readonly kind: 'layer'; readonly layer: ScriptLayer }
  | { readonly kind: 'clear-layers' }
  | {
      readonly kind: 'center';
      readonly longitude: number;
      readonly latitude: number;
      readonly zoom: number | undefined;
    }
  | { readonly kind: 'center-object'; readonly expression: Expression; readonly zoom: number | undefined }
  | { readonly kind: 'task'; readonly method: string; readonly body: { readonly [field: string]: unknown } }
  | { readonly kind: 'request'; readonly id: number; readonly request: RelayedRequest }
  | { readonly kind: 'failed'; readonly message: string; readonly line: number | undefined; readonly syntax: boolean }
  | { readonly kind: 'done' };

/** What the console tells a script. */
export type ToScript =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: RelayedReply };

/** A script to be run. */
export interface Run {
  readonly source: string;
  readonly project: string;
  /** The address of the server, for the client to write into URLs. */
  readonly url: string;
  /** The reply of the list of algorithms. */
  readonly algorithms: string;
  /** Drawn geometries: GeoJSON by the name of their variable. */
  readonly geometries: { readonly [name: string]: object };
  readonly view: {
    readonly longitude: number;
    readonly latitude: number;
    readonly zoom: number;
    readonly bounds: readonly number[];
  };
}

/** A request for whose reply the worker of a script waits: the frame writes it into the memory that they share. */
export interface WaitingRequest {
  readonly request: RelayedRequest;
  readonly memory: SharedArrayBuffer;
}

import type { Json, ObjectValue } from '../../values/value.ts';

/** An object in Cloud Storage, named by its URL; read when its contents are asked for. */
export class Blob implements ObjectValue {
  readonly typeName = 'Blob';
  /** gs://BUCKET/OBJECT */
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Blobs are equal if they name the same object. */
  key(): string {
    return this.url;
  }

  encode(): Json {
    return { type: 'Blob', url: this.url };
  }
}

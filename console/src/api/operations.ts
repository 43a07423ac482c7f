import { call } from './http.ts';
import { parent } from './session.ts';

export type OperationState = 'PENDING' | 'RUNNING' | 'CANCELLING' | 'SUCCEEDED' | 'CANCELLED' | 'FAILED';

export interface Stage {
  readonly displayName: string;
  readonly description?: string;
  readonly completeWorkUnits?: number;
  readonly totalWorkUnits?: string;
}

export interface Operation {
  readonly name: string;
  readonly done?: boolean;
  readonly error?: { readonly code: number; readonly message: string };
  readonly metadata: {
    readonly state: OperationState;
    readonly description?: string;
    readonly type: string;
    readonly createTime: string;
    readonly updateTime?: string;
    readonly startTime?: string;
    readonly endTime?: string;
    readonly attempt?: number;
    readonly progress?: number;
    readonly stages?: readonly Stage[];
    readonly destinationUris?: readonly string[];
  };
}

/** The newest operations of the project. */
export async function listOperations(): Promise<readonly Operation[]> {
  const { operations = [] } = await call<{ operations?: readonly Operation[] }>(
    `${parent.peek()}/operations?pageSize=100`,
  );
  return operations;
}

export function getOperation(name: string): Promise<Operation> {
  return call<Operation>(name);
}

export function cancelOperation(name: string): Promise<object> {
  return call(`${name}:cancel`, { body: {} });
}

/** Starts an export or import. @param method `image:export` and the like */
export function startOperation(method: string, body: object): Promise<Operation> {
  return call<Operation>(`${parent.peek()}/${method}`, { body: { ...body, requestId: crypto.randomUUID() } });
}

export interface Download {
  readonly name: string;
  readonly uri: string;
  readonly sizeBytes: string;
}

/** The files that an export has written: each at `/v1/NAME:getFile`, for a day. */
export async function createDownloads(operation: string): Promise<readonly Download[]> {
  const { downloads = [] } = await call<{ downloads?: readonly Download[] }>(`${operation}:createDownloads`, {
    body: {},
  });
  return downloads;
}

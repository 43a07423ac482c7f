import { describe, expect, test } from 'vitest';
import { Operation } from '../messages/operation.ts';
import { operationMessage } from './operation-message.ts';
import type { OperationRecord } from './record.ts';

const PENDING: OperationRecord = {
  id: 'ABCDEFGHIJKLMNOPQRSTUVWX',
  project: 'demo-proj',
  user: 'somebody',
  kind: 'export',
  content: 'image',
  state: 'PENDING',
  priority: 100,
  description: 'A task',
  createTime: '2026-01-02T03:04:05.678Z',
  updateTime: '2026-01-02T03:04:05.678Z',
  attempt: 0,
  request: { text: '{}' },
  options: '{}',
  destination: { kind: 'file', bucket: 'b', extension: 'tif', prefix: 'p' },
  litter: false,
};
const RUNNING: OperationRecord = { ...PENDING, state: 'RUNNING', startTime: PENDING.createTime, attempt: 1 };

describe('an operation is told of', () => {
  test('before it runs', () => {
    const message = operationMessage(PENDING, 0);
    expect(message).toEqual({
      name: 'projects/demo-proj/operations/ABCDEFGHIJKLMNOPQRSTUVWX',
      metadata: {
        '@type': 'type.googleapis.com/google.earthengine.v1.OperationMetadata',
        state: 'PENDING',
        description: 'A task',
        type: 'EXPORT_IMAGE',
        priority: 100,
        createTime: '2026-01-02T03:04:05.678Z',
        updateTime: '2026-01-02T03:04:05.678Z',
      },
    });
    expect(Operation.parse(message)).toMatchObject(message);
  });

  test('while its chunks are computed', () => {
    expect(operationMessage(RUNNING, 0).metadata).toMatchObject({ progress: 0, attempt: 1 });
    const { metadata } = operationMessage({ ...RUNNING, chunks: 4 }, 3);
    expect(metadata.progress).toBe(0.6);
    expect(metadata.stages).toMatchObject([
      { displayName: 'Create Local Files', completeWorkUnits: 3, totalWorkUnits: '4' },
      { displayName: 'Write Files To Destination', completeWorkUnits: 0, totalWorkUnits: '1' },
    ]);
  });

  test('when it has succeeded', () => {
    const message = operationMessage({ ...RUNNING, kind: 'import', state: 'SUCCEEDED', chunks: 4 }, 4);
    expect(message).toMatchObject({
      done: true,
      response: { '@type': 'type.googleapis.com/google.earthengine.v1.ImportImageResponse' },
      metadata: { type: 'INGEST_IMAGE', progress: 1 },
    });
    expect(message).not.toHaveProperty('error');
  });

  test('with what the user should know of the result', () => {
    const record: OperationRecord = { ...RUNNING, state: 'SUCCEEDED', chunks: 1, note: 'No geometries.' };
    expect(operationMessage(record, 1).metadata.stages).toMatchObject([
      { description: 'Computation and writing of temporary files.' },
      { description: 'Uploading of files to the export destination. No geometries.' },
    ]);
  });

  test('when it has failed', () => {
    const error = { code: 3, message: 'Too large.' };
    const message = operationMessage({ ...RUNNING, state: 'FAILED', error }, 0);
    expect(message).toMatchObject({ done: true, error, metadata: { state: 'FAILED' } });
    expect(message).not.toHaveProperty('response');
  });
});

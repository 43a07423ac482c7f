import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkSettings, SETTINGS } from './settings.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('settings', () => {
  it('have a default where there is one', () => {
    vi.stubEnv('TERRANE_EXPORT_SLOTS', undefined);
    vi.stubEnv('TERRANE_BUCKET', '');
    vi.stubEnv('GOOGLE_CLOUD_PROJECT', 'some-project');
    vi.stubEnv('TERRANE_AUTH', undefined);
    expect(SETTINGS.exportSlots.read()).toBe(2);
    expect(SETTINGS.bucket.read()).toBe('some-project-terrane');
    expect(SETTINGS.auth.read()).toBeUndefined();
  });

  it('our own Cloud Tasks goes before the one that the Firebase emulator suite names', () => {
    vi.stubEnv('CLOUD_TASKS_EMULATOR_HOST', '127.0.0.1:9499');
    expect(SETTINGS.tasksEmulator.read()).toBe('127.0.0.1:9499');
    vi.stubEnv('TERRANE_TASKS_EMULATOR_HOST', '127.0.0.1:8123');
    expect(SETTINGS.tasksEmulator.read()).toBe('127.0.0.1:8123');
  });

  it('are read anew', () => {
    vi.stubEnv('TERRANE_EXPORT_SLOTS', '7');
    expect(SETTINGS.exportSlots.read()).toBe(7);
    vi.stubEnv('TERRANE_EXPORT_SLOTS', '8');
    expect(SETTINGS.exportSlots.read()).toBe(8);
  });

  it.each([
    ['TERRANE_EXPORT_SLOTS', 'two', "TERRANE_EXPORT_SLOTS must be a number of at least 1. Got 'two'."],
    ['TERRANE_EXPORT_SLOTS', '0', "TERRANE_EXPORT_SLOTS must be a number of at least 1. Got '0'."],
    ['TERRANE_WORKER_MEGABYTES', 'Infinity', 'must be a number of at least 1'],
    ['TERRANE_BATCH_URL', 'batch.example.org', 'TERRANE_BATCH_URL must be a URL'],
    ['CLOUD_TASKS_EMULATOR_HOST', 'http://127.0.0.1:1', 'CLOUD_TASKS_EMULATOR_HOST must be HOST:PORT'],
    ['TERRANE_WAKE_SECRET', 'short', 'TERRANE_WAKE_SECRET must be at least 20 characters'],
  ])('are refused at the start: %s=%s', (variable, value, message) => {
    vi.stubEnv(variable, value);
    expect(checkSettings).toThrow(message);
  });

  it('are told once each', () => {
    const variables = Object.values(SETTINGS).map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
  });
});

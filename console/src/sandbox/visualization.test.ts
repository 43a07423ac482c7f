import { expect, test } from 'vitest';
import { readVisualization } from './visualization.ts';

test('parameters of layers are read in all the ways in which scripts write them', () => {
  expect(
    readVisualization({ bands: 'B3, B2,B1', min: '0,10,20', max: 255, gamma: [1.2], palette: 'red,blue' }),
  ).toEqual({
    bands: ['B3', 'B2', 'B1'],
    min: [0, 10, 20],
    max: [255],
    gamma: [1.2],
    palette: ['red', 'blue'],
  });
  expect(readVisualization({ palette: ['000000', '#fff'], color: 'FF0000', opacity: 0.5 })).toEqual({
    palette: ['000000', '#fff'],
    color: 'FF0000',
  });
  expect(readVisualization(undefined)).toEqual({});
});

test('numbers that are none are refused by name', () => {
  expect(() => readVisualization({ min: 'low' })).toThrow("'min' must be numbers");
});

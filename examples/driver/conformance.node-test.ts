// The conformance suite with the runner that comes with Node, here only some areas of it.
//
//   node --test examples/dist/driver/conformance.node-test.js
import { test } from 'node:test';
import { describeDriver } from '@netloom/testing';
import { MemoryDriver } from './memory-driver.js';

describeDriver('memory', () => new MemoryDriver(), { test, areas: ['namespace', 'outcomes', 'veth', 'process'] });

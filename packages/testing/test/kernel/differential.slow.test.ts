import './sandbox-only.js';
import { compareKernels } from './support/compare-kernels.js';
import { driverCalled } from './support/drivers.js';

// npm run test:kernel -- --slow differential
compareKernels(driverCalled('netlink'), 20_000);

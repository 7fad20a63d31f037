import '../kernel/sandbox-only.js';
import { compareKernels } from '../kernel/support/compare-kernels.js';
import { driverCalled } from '../kernel/support/drivers.js';

// npm run test:kernel -- --slow differential
compareKernels(driverCalled('netlink'), 20_000);

import '../kernel/sandbox-only.js';
import { compareKernels } from '../kernel/support/compare-kernels.js';
import { driverCalled } from '../kernel/support/drivers.js';

compareKernels(driverCalled('netlink'), 300);

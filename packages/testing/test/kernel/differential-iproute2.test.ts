import './sandbox-only.js';
import { compareKernels } from './support/compare-kernels.js';
import { driverCalled } from './support/drivers.js';

compareKernels(driverCalled('iproute2'));

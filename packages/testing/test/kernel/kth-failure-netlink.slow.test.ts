import './sandbox-only.js';
import { driverCalled } from './support/drivers.js';
import { testEveryFailure } from './support/every-failure.js';

testEveryFailure(driverCalled('netlink'));

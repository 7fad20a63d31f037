import type { Driver, DriverExtras } from '@netloom/core';

/** A driver that has more than every driver has, for programs that are compiled only. */
export interface WorkerDriver extends Driver, DriverExtras {}

export declare function workerDriver(): WorkerDriver;

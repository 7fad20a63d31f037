"""The protocol of the benchmark's peers: lines "JOB N" in, "ok START END" out, on the monotonic clock."""

import sys
import time


def serve(jobs):
    for line in sys.stdin:
        job, n = line.split()
        try:
            start = time.monotonic_ns()
            links_read = jobs[job](int(n))
            end = time.monotonic_ns()
            print("ok", start, end, "" if links_read is None else links_read, flush=True)
        except Exception as error:
            print("error", type(error).__name__, str(error).replace("\n", " "), flush=True)


def mac(i):
    return "02:00:00:01:%02x:%02x" % (i >> 8, i & 255)


def address(net, i):
    return "10.%d.%d.%d" % (net, 1 + i // 250, 1 + i % 250)

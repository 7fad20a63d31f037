/* Raw rtnetlink in a few lines, for the programs of this folder. */
#pragma once
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Indexes of our own, so that nothing needs to be looked up. */
#define FIRST_INDEX (1 << 29)

static char failure[256];

#define FAIL(...) (snprintf(failure, sizeof failure, __VA_ARGS__), -1)
#define TRY(call) do { if ((call) < 0) return *failure ? -1 : FAIL("%s: %s", #call, strerror(errno)); } while (0)

/* ---- messages: written one behind another into `out` ---- */

static char out[1 << 16];
static size_t length;

static struct nlmsghdr *current;

static void *put(size_t size) {
  void *at = out + length;
  memset(at, 0, NLMSG_ALIGN(size));
  length += NLMSG_ALIGN(size);
  return at;
}

static void *begin(int type, int flags, size_t fixed) {
  current = put(sizeof *current);
  current->nlmsg_type = type;
  current->nlmsg_flags = NLM_F_REQUEST | flags;
  return put(fixed);
}

static void finish(void) { current->nlmsg_len = (char *)out + length - (char *)current; }

static void attribute(int type, const void *value, size_t size) {
  struct nlattr *header = put(sizeof *header);
  header->nla_type = type;
  header->nla_len = sizeof *header + size;
  memcpy(put(size), value, size);
}
static void attribute_u32(int type, uint32_t value) { attribute(type, &value, sizeof value); }
static void attribute_text(int type, const char *text) { attribute(type, text, strlen(text) + 1); }

static struct nlattr *nest(int type) {
  struct nlattr *header = put(sizeof *header);
  header->nla_type = type | NLA_F_NESTED;
  return header;
}
static void end_nest(struct nlattr *header) { header->nla_len = out + length - (char *)header; }

/* ---- sockets ---- */

static char in[1 << 18];
static uint32_t sequence;

static int open_socket(void) {
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  int on = 1;
  if (fd < 0) return fd;
  setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
  setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
  setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on);
  return fd;
}

/* Sends what was written in one call. Only the last message asks for an answer; errors are told unasked. */
static int transmit(int fd) {
  current->nlmsg_flags |= NLM_F_ACK;
  current->nlmsg_seq = ++sequence;
  ssize_t sent = send(fd, out, length, 0);
  length = 0;
  TRY(sent);
  for (;;) {
    ssize_t got = recv(fd, in, sizeof in, MSG_DONTWAIT);
    TRY(got);
    for (struct nlmsghdr *reply = (void *)in; NLMSG_OK(reply, got); reply = NLMSG_NEXT(reply, got)) {
      if (reply->nlmsg_type != NLMSG_ERROR) continue;
      int error = ((struct nlmsgerr *)NLMSG_DATA(reply))->error;
      if (error) return FAIL("the kernel refused a message: %s", strerror(-error));
      if (reply->nlmsg_seq == sequence) return 0;
    }
  }
}

/* Gives what the request brings to `decode`; 1 where it was interrupted, as the tables have changed meanwhile. */
static int dump_once(int fd, void (*decode)(struct nlmsghdr *)) {
  int interrupted = 0;
  current->nlmsg_flags |= NLM_F_DUMP;
  current->nlmsg_seq = ++sequence;
  TRY(send(fd, out, length, 0));
  for (;;) {
    ssize_t got = recv(fd, in, sizeof in, MSG_DONTWAIT);
    TRY(got);
    for (struct nlmsghdr *reply = (void *)in; NLMSG_OK(reply, got); reply = NLMSG_NEXT(reply, got)) {
      if (reply->nlmsg_seq != sequence) continue;
      if (reply->nlmsg_flags & NLM_F_DUMP_INTR) interrupted = 1;
      if (reply->nlmsg_type == NLMSG_DONE) return interrupted;
      if (reply->nlmsg_type == NLMSG_ERROR) return FAIL("a dump was refused");
      decode(reply);
    }
  }
}

/* The same, begun again until it is whole; `count` is where `decode` counts. */
static int dump(int fd, void (*decode)(struct nlmsghdr *), int *count) {
  int before = *count;
  for (int attempt = 0; attempt < 32; attempt++) {
    *count = before;
    int result = dump_once(fd, decode);
    if (result == 0) length = 0;
    if (result <= 0) return result;
  }
  return FAIL("a dump was interrupted again and again");
}

static inline long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* How many links a job has read, for jobs that do. */
static int links_read = -1;

/* The protocol of the benchmark's peers: lines "JOB N" in, "ok START END" out, on the monotonic clock. */
static void serve(int (*run)(const char *job, int n)) {
  char job[32];
  int n;
  setvbuf(stdout, NULL, _IOLBF, 0);
  while (scanf("%31s %d", job, &n) == 2) {
    *failure = 0;
    length = 0;
    links_read = -1;
    long long start = now();
    int result = run(job, n);
    long long end = now();
    if (result < 0) printf("error %s\n", failure);
    else if (links_read < 0) printf("ok %lld %lld\n", start, end);
    else printf("ok %lld %lld %d\n", start, end, links_read);
  }
}

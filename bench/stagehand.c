/*
 * What the benchmark itself has done on the kernel between the jobs of the peers, in their protocol:
 *
 *   links N    N veth pairs on the host, for the dump        unlink 1   they go
 *   sweep 1    every namespace goes, and what was in it      watch 1    from now on hears of veths that go
 *   gone 1     waits until all veths that `watch` has seen are gone: END is when the last one was
 *
 *   stagehand run COMMAND…   runs a command, and prints its wall time in milliseconds and the most memory, in KiB, that
 *                            it or a process that it waited for had
 */
#include "netlink.h"
#include <dirent.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define LINKS_GROUP 4711
#define MOST 4096

static int host, listener;

/* Veths, by their indexes. */
struct veths {
  int count;
  int indexes[MOST];
};
static struct veths standing; /* part of the stage, and swept by nobody */
static struct veths watched;
static struct veths now_there;

static int stand(void);

static int add_links(int pairs) {
  for (int i = 0; i < pairs; i++) {
    char name[IFNAMSIZ], peer[IFNAMSIZ];
    snprintf(name, sizeof name, "da%d", i);
    snprintf(peer, sizeof peer, "db%d", i);
    struct ifinfomsg *header = begin(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof *header);
    header->ifi_flags = header->ifi_change = IFF_UP;
    attribute_text(IFLA_IFNAME, name);
    attribute_u32(IFLA_GROUP, LINKS_GROUP);
    attribute_u32(IFLA_NUM_TX_QUEUES, 1);
    attribute_u32(IFLA_NUM_RX_QUEUES, 1);
    struct nlattr *info = nest(IFLA_LINKINFO);
    attribute_text(IFLA_INFO_KIND, "veth");
    struct nlattr *data = nest(IFLA_INFO_DATA);
    struct nlattr *other = nest(VETH_INFO_PEER);
    put(sizeof *header);
    attribute_text(IFLA_IFNAME, peer);
    end_nest(other);
    end_nest(data);
    end_nest(info);
    finish();
    TRY(transmit(host));
  }
  return stand();
}

static int delete_links(void) {
  begin(RTM_DELLINK, 0, sizeof(struct ifinfomsg));
  attribute_u32(IFLA_GROUP, LINKS_GROUP);
  finish();
  TRY(transmit(host));
  return stand();
}

static int is_veth(struct nlmsghdr *message) {
  struct ifinfomsg *header = NLMSG_DATA(message);
  int rest = IFLA_PAYLOAD(message);
  for (struct rtattr *a = IFLA_RTA(header); RTA_OK(a, rest); a = RTA_NEXT(a, rest)) {
    if ((a->rta_type & NLA_TYPE_MASK) != IFLA_LINKINFO) continue;
    int inner = RTA_PAYLOAD(a);
    for (struct rtattr *b = RTA_DATA(a); RTA_OK(b, inner); b = RTA_NEXT(b, inner))
      if (b->rta_type == IFLA_INFO_KIND) return !strcmp(RTA_DATA(b), "veth");
  }
  return 0;
}

static int is_in(struct veths *veths, int index) {
  for (int i = 0; i < veths->count; i++)
    if (veths->indexes[i] == index) return 1;
  return 0;
}

static void note_veth(struct nlmsghdr *message) {
  int index = ((struct ifinfomsg *)NLMSG_DATA(message))->ifi_index;
  if (is_veth(message) && !is_in(&standing, index) && now_there.count < MOST) now_there.indexes[now_there.count++] = index;
}

static int find_veths(struct veths *veths) {
  now_there.count = 0;
  begin(RTM_GETLINK, 0, sizeof(struct ifinfomsg));
  attribute_u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  finish();
  TRY(dump(host, note_veth, &now_there.count));
  *veths = now_there;
  return 0;
}

/* All veths that are there are part of the stage. */
static int stand(void) {
  standing.count = 0;
  return find_veths(&standing);
}

static int sweep(void) {
  DIR *directory = opendir("/run/netns");
  if (!directory) return FAIL("/run/netns: %s", strerror(errno));
  for (struct dirent *entry; (entry = readdir(directory));) {
    char path[512];
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    snprintf(path, sizeof path, "/run/netns/%s", entry->d_name);
    umount2(path, MNT_DETACH);
    TRY(unlink(path));
  }
  closedir(directory);
  for (int turn = 0; turn < 3000; turn++) {
    TRY(find_veths(&watched));
    if (watched.count == 0) return 0;
    usleep(10000);
  }
  return FAIL("veths did not go away");
}

static int watch(void) {
  struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};
  struct timeval patience = {.tv_sec = 60};
  int room = 16 << 20;
  if (listener) close(listener);
  listener = open_socket();
  TRY(listener);
  TRY(setsockopt(listener, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room));
  TRY(setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience));
  TRY(bind(listener, (struct sockaddr *)&address, sizeof address));
  return find_veths(&watched);
}

static void forget(int index) {
  for (int i = 0; i < watched.count; i++)
    if (watched.indexes[i] == index) {
      watched.indexes[i] = watched.indexes[--watched.count];
      return;
    }
}

static int gone(void) {
  while (watched.count > 0) {
    ssize_t got = recv(listener, in, sizeof in, 0);
    if (got < 0 && errno == EINTR) continue;
    TRY(got);
    for (struct nlmsghdr *event = (void *)in; NLMSG_OK(event, got); event = NLMSG_NEXT(event, got)) {
      struct ifinfomsg *header = NLMSG_DATA(event);
      if (event->nlmsg_type == RTM_DELLINK && header->ifi_family == AF_UNSPEC) forget(header->ifi_index);
    }
  }
  return 0;
}

static int act(const char *job, int n) {
  if (!strcmp(job, "links")) return add_links(n);
  if (!strcmp(job, "unlink")) return delete_links();
  if (!strcmp(job, "sweep")) return sweep();
  if (!strcmp(job, "watch")) return watch();
  if (!strcmp(job, "gone")) return gone();
  return FAIL("what is %s?", job);
}

/* The program's output goes where errors go, so that what is printed here stands alone. */
static int run(char **command) {
  struct rusage usage;
  int status;
  long long start = now();
  pid_t child = fork();
  if (child == 0) {
    dup2(2, 1);
    execvp(*command, command);
    _exit(127);
  }
  if (wait4(child, &status, 0, &usage) < 0) return 1;
  printf("%.3f %ld\n", (now() - start) / 1e6, usage.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int main(int argc, char **argv) {
  if (argc > 2 && !strcmp(argv[1], "run")) return run(argv + 2);
  host = open_socket();
  if (stand() < 0) return 1;
  serve(act);
  return 0;
}

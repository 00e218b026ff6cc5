#ifdef __linux__

#define _GNU_SOURCE
#include "cepoll.h"

#include <malloc.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// The same number on every architecture, whatever the age of the headers.
#ifndef SYS_epoll_pwait2
#define SYS_epoll_pwait2 441
#endif

_Static_assert(frontdesk_epoll_in == EPOLLIN && frontdesk_epoll_out == EPOLLOUT, "bits");
_Static_assert(frontdesk_epoll_add == EPOLL_CTL_ADD && frontdesk_epoll_delete == EPOLL_CTL_DEL &&
                   frontdesk_epoll_modify == EPOLL_CTL_MOD,
               "operations");
_Static_assert(sizeof(struct frontdesk_epoll_event) == sizeof(struct epoll_event) &&
                   offsetof(struct frontdesk_epoll_event, token) ==
                       offsetof(struct epoll_event, data),
               "layout");
_Static_assert(sizeof(socklen_t) == sizeof(unsigned int), "length of an address");

int frontdesk_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int frontdesk_epoll_control(int epoll, int operation, int descriptor, unsigned int events,
                            unsigned long long token) {
  struct epoll_event event = {.events = events, .data = {.u64 = token}};
  return epoll_ctl(epoll, operation, descriptor, &event);
}

int frontdesk_epoll_wait(int epoll, struct frontdesk_epoll_event *events, int maximum,
                         int milliseconds) {
  return epoll_wait(epoll, (struct epoll_event *)events, maximum, milliseconds);
}

int frontdesk_epoll_wait_precisely(int epoll, struct frontdesk_epoll_event *events, int maximum,
                                   long long seconds, long long nanoseconds) {
  // Through syscall: the C library has the function only since glibc 2.35, and a program linked
  // with it would not start with an older one. The kernel's time is two 64-bit numbers everywhere.
  long long time[2] = {seconds, nanoseconds};
  return (int)syscall(SYS_epoll_pwait2, epoll, events, maximum, time, NULL, (size_t)0);
}

void frontdesk_trim_heap(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

int frontdesk_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int frontdesk_accept(int socket, void *address, unsigned int *length) {
  return accept4(socket, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

#else

// A target needs one file that is compiled.
typedef int frontdesk_cepoll_is_empty;

#endif

// What LineServer calls of Linux that the C library's Swift module leaves out. Empty elsewhere.
//
// Nothing is included: a header read here as well would make its types this module's, and no file
// of LineServer could use them without importing it.
//
// Source: epoll_create(2), epoll_ctl(2), epoll_wait(2), eventfd(2), accept(2).
#ifndef FRONTDESK_CEPOLL_H
#define FRONTDESK_CEPOLL_H

#ifdef __linux__

// Bits of an event.
enum {
  frontdesk_epoll_in = 0x1,
  frontdesk_epoll_out = 0x4,
};

// What is to be done about a descriptor.
enum {
  frontdesk_epoll_add = 1,
  frontdesk_epoll_delete = 2,
  frontdesk_epoll_modify = 3,
};

/// The kernel's own structure; on this one architecture without the gap.
#ifdef __x86_64__
#pragma pack(push, 1)
#endif
struct frontdesk_epoll_event {
  unsigned int events;
  unsigned long long token;
};
#ifdef __x86_64__
#pragma pack(pop)
#endif

/// A new epoll, closed when another program is executed; -1 with errno.
int frontdesk_epoll_create(void);

/// 0, or -1 with errno.
int frontdesk_epoll_control(int epoll, int operation, int descriptor, unsigned int events,
                            unsigned long long token);

/// How many events there are, or -1 with errno.
int frontdesk_epoll_wait(int epoll, struct frontdesk_epoll_event *events, int maximum,
                         int milliseconds);

/// As frontdesk_epoll_wait, but to the nanosecond; ENOSYS before Linux 5.11.
int frontdesk_epoll_wait_precisely(int epoll, struct frontdesk_epoll_event *events, int maximum,
                                   long long seconds, long long nanoseconds);

/// A new eventfd that never blocks, closed when another program is executed; -1 with errno.
int frontdesk_eventfd(void);

/// Gives the system back memory that was freed, with glibc; malloc_trim(3).
void frontdesk_trim_heap(void);

/// accept4, for a socket that never blocks, closed when another program is executed.
///
/// `address` has `length` bytes for a socket address.
int frontdesk_accept(int socket, void *address, unsigned int *length);

#endif
#endif

#if os(Linux)
  import CEpoll

  #if canImport(Musl)
    import Musl
  #else
    import Glibc
  #endif

  /// epoll(7), level-triggered: a wait costs what is ready, not what is watched.
  ///
  /// The kernel is told only what changes, and of a descriptor nobody has an interest in it knows
  /// nothing: it would report a hang-up even so.
  final class EpollPoller: Poller {
    /// One call returns no more than this; the rest comes with the next.
    private static let mostEvents = 512

    private let descriptor: Descriptor
    private let events: UnsafeMutablePointer<frontdesk_epoll_event>
    /// By the number of the descriptor.
    private var watches: [Watch] = []
    /// Those of `watches` that are always ready and that somebody has an interest in.
    private var alwaysReady: [Int32] = []
    private var generation: UInt32 = 0
    private var hasPreciseWait = true

    /// What is known of the descriptor with a certain number.
    private struct Watch {
      enum Place {
        case nowhere, kernel
        /// The kernel does not poll files, and `alwaysReady` has it if there is an interest.
        case alwaysReady
      }

      var interest: Interest = []
      var place = Place.nowhere
      /// Told from an event's own: a number may mean another file by the time it comes.
      var generation: UInt32 = 0
    }

    init() throws(SystemError) {
      let number = frontdesk_epoll_create()
      guard number >= 0 else { throw SystemError("cannot open epoll", code: errno) }
      descriptor = Descriptor(number: number)
      events = .allocate(capacity: Self.mostEvents)
      events.initialize(repeating: frontdesk_epoll_event(), count: Self.mostEvents)
    }

    deinit {
      descriptor.close()
      events.deallocate()
    }

    func watch(_ descriptor: Descriptor, for interest: Interest) {
      let index = Int(descriptor.number)
      while index >= watches.count { watches.append(Watch()) }
      guard watches[index].interest != interest else { return }
      let old = watches[index].interest
      watches[index].interest = interest
      switch watches[index].place {
      case .alwaysReady:
        if interest.isEmpty {
          alwaysReady.removeAll { Int($0) == index }
        } else if old.isEmpty {
          alwaysReady.append(descriptor.number)
        }
      case .kernel:
        if interest.isEmpty {
          _ = control(frontdesk_epoll_delete, index)
          watches[index].place = .nowhere
        } else if !control(frontdesk_epoll_modify, index) {
          add(index)
        }
      case .nowhere: add(index)
      }
    }

    func forget(_ descriptor: Descriptor) {
      let index = Int(descriptor.number)
      guard index < watches.count else { return }
      watch(descriptor, for: [])
      watches[index] = Watch()
    }

    func wait(atMost timeout: Duration?, into ready: inout [(Descriptor, Interest)]) {
      ready.removeAll(keepingCapacity: true)
      let count = wait(atMost: alwaysReady.isEmpty ? timeout : .zero)
      for position in 0..<Int(max(0, count)) {
        let event = events[position]
        let number = Int32(truncatingIfNeeded: event.token)
        let watch = watches[Int(number)]
        guard watch.generation == UInt32(event.token >> 32) else { continue }
        let found = Self.interest(in: event.events).intersection(watch.interest)
        if !found.isEmpty { ready.append((Descriptor(number: number), found)) }
      }
      for number in alwaysReady {
        ready.append((Descriptor(number: number), watches[Int(number)].interest))
      }
    }

    /// What epoll_wait returns: how many events there are, or -1.
    private func wait(atMost timeout: Duration?) -> Int32 {
      let most = Int32(Self.mostEvents)
      if hasPreciseWait, let timeout, timeout > .zero {
        let (seconds, attoseconds) = min(timeout, .seconds(3600)).components
        // Rounded up; the last nanosecond of a second may become a whole one.
        let nanoseconds = (attoseconds + 999_999_999) / 1_000_000_000
        let count = frontdesk_epoll_wait_precisely(
          descriptor.number,
          events,
          most,
          seconds + nanoseconds / 1_000_000_000,
          nanoseconds % 1_000_000_000
        )
        // EPERM is how a sandbox that does not know the call refuses it.
        guard count < 0, errno == ENOSYS || errno == EPERM else { return count }
        hasPreciseWait = false
      }
      return frontdesk_epoll_wait(
        descriptor.number,
        events,
        most,
        Duration.pollMilliseconds(timeout)
      )
    }

    private func add(_ index: Int) {
      generation &+= 1
      watches[index].generation = generation
      if control(frontdesk_epoll_add, index)
        // Closed without having been forgotten, and its number is in use again by a duplicate.
        || (errno == EEXIST && control(frontdesk_epoll_modify, index))
      {
        watches[index].place = .kernel
      } else {
        // A file is refused with EPERM. For whatever else is wrong the read or write will tell.
        watches[index].place = .alwaysReady
        alwaysReady.append(Int32(index))
      }
    }

    private func control(_ operation: Int, _ index: Int) -> Bool {
      let watch = watches[index]
      var events: UInt32 = 0
      if watch.interest.contains(.reading) { events |= Self.input }
      if watch.interest.contains(.writing) { events |= Self.output }
      return frontdesk_epoll_control(
        descriptor.number,
        Int32(operation),
        Int32(index),
        events,
        UInt64(watch.generation) << 32 | UInt64(index)
      ) == 0
    }

    private static let input = UInt32(frontdesk_epoll_in)
    private static let output = UInt32(frontdesk_epoll_out)

    private static func interest(in events: UInt32) -> Interest {
      // Anything else is an error or a hang-up.
      guard events & ~(input | output) == 0 else { return [.reading, .writing] }
      return Interest(rawValue: (events & input == 0 ? 0 : 1) | (events & output == 0 ? 0 : 2))
    }
  }
#endif

/// Listens on addresses and hands over the connections that come in.
///
/// Source of the name: Schmidt, "Acceptor and Connector", PLoP 1996.
package final class Acceptor {
  /// The addresses as bound, in the order they were asked for.
  package let addresses: [SocketAddress]

  private var listeners: [Listener] = []
  private let loop: EventLoop
  private let pause: Duration
  private let log: (String) -> Void

  /// Lets a rush of new connections not keep the old ones waiting.
  private static let acceptsPerTurn = 64

  /// Listens everywhere, or throws and listens nowhere.
  ///
  /// `pause` is how long nobody is accepted after running out of descriptors or memory.
  package init(
    on addresses: [SocketAddress],
    loop: EventLoop,
    pause: Duration,
    log: @escaping (String) -> Void
  ) throws(SystemError) {
    self.loop = loop
    self.pause = pause
    self.log = log
    var opened: [Listener] = []
    do throws(SystemError) {
      for address in addresses { opened.append(try Listener(on: address)) }
    } catch {
      for listener in opened { listener.close() }
      throw error
    }
    listeners = opened
    self.addresses = opened.map(\.address)
  }

  deinit { close() }

  var isListening: Bool { !listeners.isEmpty }

  /// Hands over every connection that comes in from now on: its socket and where it comes from.
  package func start(_ take: @escaping (Descriptor, SocketAddress) -> Void) {
    for listener in listeners {
      loop.watch(listener.descriptor, for: .reading) { [unowned self] _ in
        accept(from: listener, take)
      }
    }
  }

  /// Stops listening.
  package func close() {
    for listener in listeners {
      loop.unwatch(listener.descriptor)
      listener.close()
    }
    listeners = []
  }

  private func accept(from listener: Listener, _ take: (Descriptor, SocketAddress) -> Void) {
    for _ in 0..<Self.acceptsPerTurn {
      switch listener.accept() {
      case .connection(let socket, let peer): take(socket, peer ?? listener.address)
      case .nobodyWaits: return
      case .exhausted(let error):
        // The connection stays in the queue and would wake the loop again at once.
        log("error: \(error); accepting again in \(pause)")
        loop.change(listener.descriptor, to: [])
        loop.schedule(after: pause) { [unowned self, unowned listener] in
          guard listeners.contains(where: { $0 === listener }) else { return }
          loop.change(listener.descriptor, to: .reading)
        }
        return
      }
    }
  }
}

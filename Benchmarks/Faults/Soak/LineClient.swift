import Foundation
import LineServer

/// A client of the server that never blocks: lines out, lines in.
final class LineClient {
  private let socket: ClientSocket
  private var waiting: [UInt8] = []
  private var received: [UInt8] = []
  private(set) var hasEnded = false
  /// Whether poll has said that there is something to read.
  var isReady = false

  init(_ address: SocketAddress) throws { socket = try ClientSocket(connectingTo: address) }

  /// What poll is to look for.
  var polled: pollfd {
    let wantsToWrite = !socket.isConnected || !waiting.isEmpty
    return pollfd(
      fd: hasEnded ? -1 : socket.number,
      events: Int16(wantsToWrite ? POLLIN | POLLOUT : POLLIN),
      revents: 0
    )
  }

  func send(_ line: String) {
    waiting += Array(line.utf8) + [10]
    write()
  }

  /// Sends bytes that end no line.
  func send(unfinished bytes: [UInt8]) {
    waiting += bytes
    write()
  }

  /// Bytes that the server has not taken yet.
  var backlog: Int { waiting.count }

  func write() {
    do {
      guard !hasEnded, try socket.finishConnecting(), !waiting.isEmpty else { return }
      waiting.removeFirst(try socket.write(waiting[...]))
    } catch {
      end()
    }
  }

  /// The lines that have come; a line without its end was not received.
  func lines() -> [String] {
    guard isReady, !hasEnded else { return [] }
    isReady = false
    write()
    var buffer = [UInt8](repeating: 0, count: 16_384)
    do {
      while !hasEnded, socket.isConnected, let count = try socket.read(into: &buffer) {
        guard count > 0 else {
          end()
          break
        }
        received += buffer[..<count]
      }
    } catch {
      end()
    }
    var lines: [String] = []
    var start = 0
    while let end = received[start...].firstIndex(of: 10) {
      lines.append(String(decoding: received[start..<end], as: UTF8.self))
      start = end + 1
    }
    received.removeSubrange(..<start)
    return lines
  }

  /// Takes little at a time from now on.
  func narrow() {
    var size: Int32 = 4_096
    setsockopt(socket.number, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
  }

  func close() { end() }

  /// Closes with a reset, as the system does for a program that was killed with lines unread.
  func reset() {
    guard !hasEnded else { return }
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      socket.number,
      SOL_SOCKET,
      SO_LINGER,
      &option,
      socklen_t(MemoryLayout<linger>.size)
    )
    end()
  }

  private func end() {
    hasEnded = true
    socket.close()
  }
}

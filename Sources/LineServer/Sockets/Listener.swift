#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A socket that takes connections; for a Unix socket also its file.
final class Listener {
  /// The address as bound: port 0 has become the port the system chose.
  let address: SocketAddress
  let descriptor: Descriptor
  private var file: SocketFile?

  /// Binds and listens.
  ///
  /// A Unix socket's file left by a server that is gone is replaced. The new file belongs to its
  /// owner alone: whoever can connect can become an agent.
  init(on address: SocketAddress) throws(SystemError) {
    descriptor = try Self.bind(to: address)
    do throws(SystemError) {
      if case .unix(let path) = address {
        // Before listening, when nobody can connect yet.
        guard chmod(path, S_IRUSR | S_IWUSR) == 0 else {
          throw SystemError("cannot restrict \(address) to its owner", code: errno)
        }
        file = SocketFile(at: path)
      }
      try Socket.listen(on: descriptor, address)
    } catch {
      descriptor.close()
      file?.remove()
      throw error
    }
    self.address = Socket.localAddress(of: descriptor) ?? address
  }

  func accept() -> Socket.Acceptance { Socket.accept(from: descriptor) }

  /// Stops listening and removes the file, unless it is another server's by now.
  func close() {
    file?.remove()
    file = nil
    descriptor.close()
  }

  private static func bind(to address: SocketAddress) throws(SystemError) -> Descriptor {
    do {
      return try Socket.bound(to: address)
    } catch {
      guard error.code == EADDRINUSE, case .unix(let path) = address else { throw error }
      let what = "cannot listen on \(address)"
      guard SocketFile(at: path) != nil else {
        throw SystemError(what, code: EEXIST, hint: "\(path) is there and is not a socket")
      }
      switch Socket.hasListener(address) {
      case true?: throw error
      case nil:
        throw SystemError(what, code: EADDRINUSE, hint: "cannot tell whether anyone listens on it")
      case false?: break
      }
      guard unlink(path) == 0 else {
        throw SystemError("cannot remove the old socket \(path)", code: errno)
      }
      return try Socket.bound(to: address)
    }
  }
}

/// The file of a Unix socket, known by its device and number and not only by its name.
private struct SocketFile {
  private let path: String
  private let device: dev_t
  private let number: ino_t

  /// Looks at the file; nil when there is none or it is not a socket.
  init?(at path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
    self.path = path
    device = status.st_dev
    number = status.st_ino
  }

  func remove() {
    guard let present = SocketFile(at: path), present.device == device, present.number == number
    else { return }
    unlink(path)
  }
}

import Testing

@testable import LineServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("The server on a Unix socket")
struct UnixSocketTests {
  @Test("It answers, belongs to its owner, and is removed at the end")
  func lifetime() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/desk.sock"
    let server = try RunningServer(on: [.unix(path: path)])
    #expect(server.addresses == [.unix(path: path)])
    #expect(try server.connect().ask("hello") == engineReply(to: "hello"))
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    server.stop()
    #expect(server.hasEnded())
    #expect(access(path, F_OK) != 0)
  }

  @Test("The socket of a server that is gone is replaced")
  func staleSocket() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/desk.sock"
    let left = try Socket.bound(to: .unix(path: path))
    try Socket.listen(on: left, .unix(path: path))
    #expect(throws: SystemError.self) { try RunningServer(on: [.unix(path: path)]) }
    #expect(access(path, F_OK) == 0)
    left.close()
    #expect(access(path, F_OK) == 0)
    let server = try RunningServer(on: [.unix(path: path)])
    #expect(try server.connect().ask("hello") == engineReply(to: "hello"))
  }

  @Test("A file that is no socket is left alone")
  func ordinaryFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/notes.txt"
    close(open(path, O_CREAT | O_WRONLY, 0o600))
    do {
      _ = try RunningServer(on: [.unix(path: path)])
      Issue.record("it listens in place of a file")
    } catch {
      #expect("\(error)".hasPrefix("cannot listen on unix:\(path): "))
      #expect("\(error)".hasSuffix("is there and is not a socket)"))
    }
    #expect(access(path, F_OK) == 0)
  }

  @Test("When one address fails none is left behind")
  func oneFails() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/desk.sock"
    #expect(throws: SystemError.self) {
      try RunningServer(on: [.unix(path: path), .unix(path: folder.path + "/no/such/folder")])
    }
    #expect(access(path, F_OK) != 0)
  }
}

import Dialogue
import FrontdeskEngine
import Testing

@testable import Storage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

@Suite("One process writes a store")
struct StoreLockTests {
  @Test("a second writer is refused and told who the first is; readers are not")
  func second() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      #expect(SQLiteStore.owner(of: path) == nil)
      let store = try SQLiteStore(writing: path)
      #expect(SQLiteStore.owner(of: path) == getpid())
      let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(writing: path) }
      #expect(error?.kind == .owned)
      #expect(error?.message.contains("process \(getpid()) writes to it") == true)
      let reader = try SQLiteStore(reading: path)
      var summary = ConversationSummary(id: ConversationID("c"), channel: "", startedAt: at(0))
      try store.commit(said("hi", 0, in: &summary, at: 0))
      #expect(try reader.events(of: summary.id).count == 1)
      reader.close()
      store.close()
      #expect(SQLiteStore.owner(of: path) == nil)
      #expect(kind { try store.commit(said("hi", 1, in: &summary, at: 0)) } == .other)
      #expect(kind { _ = try store.events(of: summary.id) } == .other)
      try SQLiteStore(writing: path).close()
    }
  }

  @Test("another process holds the lock until it ends, however it ends")
  func otherProcess() async throws {
    let path = "/tmp/frontdesk-owned-\(getpid()).db"
    defer { run("rm -f \(path)*") }
    // The other process is a store in a child; it leaves another child behind that tries as well.
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let path = "/tmp/frontdesk-owned-\(getppid()).db"
      let store = try SQLiteStore(writing: path)
      // A program that does not know of us: it cannot have the lock either.
      let taken = run("flock --nonblock \(path).lock true")
      let note = open(path + ".seen", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      let line = Array("\(getpid()) \(taken) \(store.path.count)".utf8)
      write(note, line, line.count)
      kill(getpid(), SIGKILL)
    }
    let seen = String(decoding: bytes(of: path + ".seen"), as: UTF8.self).split(separator: " ")
    #expect(seen.count == 3)
    #expect(seen[1] == "1", "flock got a lock that was held")
    #expect(SQLiteStore.owner(of: path) == nil)
    try SQLiteStore(writing: path).close()
  }

  @Test("a lock held by another program stops a writer")
  func heldByAnother() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      try SQLiteStore(writing: path).close()
      // The shell keeps the lock for as long as the file is there.
      let hold = "while [ -e \(folder)/hold ]; do sleep 0.02; done"
      #expect(run("touch \(folder)/hold") == 0)
      let start = "flock \(path).lock sh -c 'touch \(folder)/held; \(hold)' &"
      run(start)
      var waits = 0
      while run("test -e \(folder)/held") != 0, waits < 500 {
        usleep(10_000)
        waits += 1
      }
      #expect(kind { _ = try SQLiteStore(writing: path) } == .owned)
      try SQLiteStore(reading: path).close()
      run("rm \(folder)/hold")
      waits = 0
      while kind({ try SQLiteStore(writing: path).close() }) != nil, waits < 100 {
        usleep(10_000)
        waits += 1
      }
      #expect(waits < 100)
    }
  }

  @Test("files are for their owner only, and so is a folder that is made")
  func modes() throws {
    try withFolder { folder in
      let path = folder + "/a/b/store.db"
      let store = try SQLiteStore(writing: path)
      defer { store.close() }
      var summary = ConversationSummary(id: ConversationID("c"), channel: "", startedAt: at(0))
      try store.commit(said("hi", 0, in: &summary, at: 0))
      try store.backup(to: folder + "/c/copy.db", at: at(1))
      func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
      }
      for name in ["", "-wal", "-shm", ".lock"] { #expect(mode(path + name) == 0o600, "\(name)") }
      #expect(mode(folder + "/a") == 0o700)
      #expect(mode(folder + "/a/b") == 0o700)
      #expect(mode(folder + "/c") == 0o700)
      #expect(mode(folder + "/c/copy.db") == 0o600)
    }
  }
}

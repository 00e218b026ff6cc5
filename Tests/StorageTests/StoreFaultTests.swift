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

/// Every fault is made, not imitated; where the machine does not allow it the test says what it did
/// instead.
@Suite("The store survives what happens to disks and files", .serialized)
struct StoreFaultTests {
  /// Commits conversations until something fails; how many were kept, and why it failed.
  private static func fill(_ store: SQLiteStore, from start: Int = 0) -> (Int, StoreError?) {
    let text = String(repeating: "a long message ", count: 100)
    for number in start..<start + 100_000 {
      var summary = ConversationSummary(
        id: ConversationID("c\(number)"),
        channel: "web",
        startedAt: at(Double(number))
      )
      do {
        try store.commit(said(text, 0, in: &summary, at: Double(number)))
      } catch {
        return (number, error)
      }
    }
    return (start + 100_000, nil)
  }

  /// What was acknowledged is there, nothing else is, and the file is whole.
  private static func expectKept(_ count: Int, in store: SQLiteStore) throws {
    #expect(try store.database.number("SELECT count(*) FROM conversations") == count)
    #expect(try store.database.number("SELECT count(*) FROM events") == count)
    if count > 0 { #expect(try store.events(of: ConversationID("c\(count - 1)")).count == 1) }
    #expect(store.problems() == [])
  }

  @Test("a full disk: nothing acknowledged is lost, and it goes on when there is room")
  func fullDisk() throws {
    try withFolder { folder in
      let disk = folder + "/disk"
      guard run("mkdir \(disk) && mount -t tmpfs -o size=2m none \(disk)") == 0 else {
        print("full disk: NOT RUN, mounting is not allowed here; limits of files stand for it")
        return
      }
      print("full disk: ran on a file system of 2 MB")
      defer { run("umount -l \(disk)") }
      let store = try SQLiteStore(writing: disk + "/store.db")
      defer { store.close() }
      let (kept, error) = Self.fill(store)
      #expect(error?.kind == .full)
      #expect(error?.message.hasPrefix(disk + "/store.db: no room is left") == true)
      #expect(kept > 20)
      // Still full: it fails again, and reading goes on.
      #expect(Self.fill(store, from: kept).1?.kind == .full)
      try Self.expectKept(kept, in: store)
      #expect(run("mount -o remount,size=8m \(disk)") == 0)
      let (more, second) = Self.fill(store, from: kept)
      #expect(more > kept + 20)
      #expect(second?.kind == .full)
      try Self.expectKept(more, in: store)
    }
  }

  @Test("a full disk while a store is made leaves nothing behind that hinders later")
  func fullAtStart() throws {
    try withFolder { folder in
      let disk = folder + "/disk"
      guard run("mkdir \(disk) && mount -t tmpfs -o size=64k none \(disk)") == 0 else {
        print("full disk at the start: NOT RUN, mounting is not allowed here")
        return
      }
      print("full disk at the start: ran on a file system of 64 kB")
      defer { run("umount -l \(disk)") }
      let path = disk + "/new/store.db"
      #expect(kind { _ = try SQLiteStore(writing: path) } == .full)
      #expect(run("mount -o remount,size=8m \(disk)") == 0)
      let store = try SQLiteStore(writing: path)
      defer { store.close() }
      var summary = ConversationSummary(id: ConversationID("c0"), channel: "", startedAt: at(0))
      try store.commit(said("hi", 0, in: &summary, at: 0))
      try Self.expectKept(1, in: store)
    }
  }

  @Test("SQLite's own limit on the size of the file is a full disk too")
  func fullFile() throws {
    try withFolder { folder in
      let store = try SQLiteStore(writing: folder + "/store.db")
      defer { store.close() }
      try store.database.execute("PRAGMA max_page_count = 120")
      let (kept, error) = Self.fill(store)
      #expect(error?.kind == .full)
      try Self.expectKept(kept, in: store)
      try store.database.execute("PRAGMA max_page_count = 100000")
      var summary = ConversationSummary(
        id: ConversationID("c\(kept)"),
        channel: "",
        startedAt: at(0)
      )
      try store.commit(said("more", 0, in: &summary, at: 0))
      try Self.expectKept(kept + 1, in: store)
    }
  }

  @Test("a limit of the system on the size of files, in a process of its own")
  func limitedFile() async {
    // The limit is the process's; others must not meet it.
    await #expect(processExitsWith: .success) {
      try withFolder { folder in
        signal(SIGXFSZ, SIG_IGN)
        let store = try SQLiteStore(writing: folder + "/store.db")
        #if canImport(Glibc)
          let fileSize = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
        #else
          let fileSize = RLIMIT_FSIZE
        #endif
        var old = rlimit()
        getrlimit(fileSize, &old)
        var limit = rlimit(rlim_cur: 1_000_000, rlim_max: old.rlim_max)
        setrlimit(fileSize, &limit)
        let (kept, error) = Self.fill(store)
        #expect(error?.kind == .full)
        #expect(kept > 10)
        try Self.expectKept(kept, in: store)
        setrlimit(fileSize, &old)
        var summary = ConversationSummary(
          id: ConversationID("c\(kept)"),
          channel: "",
          startedAt: at(0)
        )
        try store.commit(said("more", 0, in: &summary, at: 0))
        try Self.expectKept(kept + 1, in: store)
        store.close()
      }
    }
  }

  @Test("kill -9 in the middle of writing: all that was acknowledged is there")
  func killed() async throws {
    let path = "/tmp/frontdesk-killed-\(getpid()).db"
    defer { run("rm -f \(path)*") }
    // A child has its parent's pid to find the file by.
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let path = "/tmp/frontdesk-killed-\(getppid()).db"
      let store = try SQLiteStore(writing: path)
      for number in 0..<10_000 {
        var summary = ConversationSummary(
          id: ConversationID("c\(number)"),
          channel: "",
          startedAt: at(0)
        )
        try store.commit(said("text", 0, in: &summary, at: 0))
        // What was acknowledged is written down where the kill does not reach.
        let note = open(path + ".acknowledged", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let line = Array("\(number + 1)".utf8)
        write(note, line, line.count)
        close(note)
        if number == 200 {
          try store.database.transaction { () throws(StoreError) in
            try store.database.execute("DELETE FROM events")
            kill(getpid(), SIGKILL)
          }
        }
      }
    }
    let acknowledged = Int(String(decoding: bytes(of: path + ".acknowledged"), as: UTF8.self))
    #expect(acknowledged == 201)
    #expect(SQLiteStore.owner(of: path) == nil)
    let store = try SQLiteStore(writing: path)
    defer { store.close() }
    try Self.expectKept(201, in: store)
  }

  @Test("a disk mounted for reading only: writing says so, reading works")
  func readOnlyDisk() throws {
    try withFolder { folder in
      let disk = folder + "/disk"
      guard run("mkdir \(disk) && mount -t tmpfs -o size=8m none \(disk)") == 0 else {
        print("read-only disk: NOT RUN, mounting is not allowed here")
        return
      }
      print("read-only disk: ran with a file system mounted for reading only")
      defer { run("umount -l \(disk)") }
      let path = disk + "/store.db"
      do {
        let store = try SQLiteStore(writing: path)
        defer { store.close() }
        var summary = ConversationSummary(id: ConversationID("c0"), channel: "", startedAt: at(0))
        try store.commit(said("hi", 0, in: &summary, at: 0))
      }
      #expect(run("mount -o remount,ro \(disk)") == 0)
      #expect(kind { _ = try SQLiteStore(writing: path) } == .readOnly)
      #expect(kind { _ = try SQLiteStore(writing: disk + "/other.db") } == .readOnly)
      let reader = try SQLiteStore(reading: path)
      try Self.expectKept(1, in: reader)
      #expect(kind { try reader.commit([.mark(Mark(.order, key: "A", time: at(0)))]) } == .readOnly)
      reader.close()
      #expect(run("mount -o remount,rw \(disk)") == 0)
      let store = try SQLiteStore(writing: path)
      defer { store.close() }
      try Self.expectKept(1, in: store)
    }
  }

  @Test("a file that turns read-only under the store, and back")
  func turnsReadOnly() throws {
    try withFolder { folder in
      let store = try SQLiteStore(writing: folder + "/store.db")
      defer { store.close() }
      let kept = 3
      for number in 0..<kept {
        var summary = ConversationSummary(
          id: ConversationID("c\(number)"),
          channel: "",
          startedAt: at(0)
        )
        try store.commit(said("text", 0, in: &summary, at: 0))
      }
      // Root may write whatever the mode says: SQLite itself is told to refuse.
      try store.database.execute("PRAGMA query_only = ON")
      #expect(Self.fill(store, from: kept).1?.kind == .readOnly)
      try store.database.execute("PRAGMA query_only = OFF")
      try Self.expectKept(kept, in: store)
      var summary = ConversationSummary(id: ConversationID("c3"), channel: "", startedAt: at(0))
      try store.commit(said("text", 0, in: &summary, at: 0))
      try Self.expectKept(kept + 1, in: store)
    }
  }

  @Test("files of other applications are told from stores, and stay as they are")
  func foreign() throws {
    try withFolder { folder in
      let path = folder + "/other.db"
      let database = try Database(path, .create)
      try database.execute("PRAGMA journal_mode = DELETE")
      try database.execute("CREATE TABLE recipes (name TEXT)")
      database.close()
      let before = bytes(of: path)
      #expect(kind { _ = try SQLiteStore(writing: path) } == .foreign)
      #expect(kind { _ = try SQLiteStore(reading: path) } == .foreign)
      let isSame = bytes(of: path) == before
      #expect(isSame)
      let text = folder + "/notes.txt"
      #expect(run("yes 'no database at all' | head -c 9000 > \(text)") == 0)
      let notes = bytes(of: text)
      #expect(kind { _ = try SQLiteStore(writing: text) } == .foreign)
      #expect(kind { _ = try SQLiteStore(reading: text) } == .foreign)
      let isSameText = bytes(of: text) == notes
      #expect(isSameText)
      #expect(kind { _ = try SQLiteStore(reading: folder + "/none.db") } == .missing)
    }
  }

  @Test("a damaged page is found by the check and when it is read, and can be put back")
  func damagedPage() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let writer = try SQLiteStore(writing: path)
      for number in 0..<200 {
        var summary = ConversationSummary(
          id: ConversationID("c\(number)"),
          channel: "web",
          startedAt: at(Double(number))
        )
        try writer.commit(
          said(String(repeating: "text ", count: 50), 0, in: &summary, at: Double(number))
        )
      }
      let pages = try writer.database.number("PRAGMA page_count")
      writer.close()
      #expect(try SQLiteStore.check(path: path) == [])
      let whole = bytes(of: path)
      var unnoticed: [Int] = []
      for page in 1..<pages {
        let seek = "bs=4096 seek=\(page) count=1 conv=notrunc"
        #expect(run("head -c 4096 /dev/urandom | dd of=\(path) \(seek)") == 0)
        var found = kind { _ = try SQLiteStore.check(path: path) } != nil
        if !found { found = try !SQLiteStore.check(path: path).isEmpty }
        if !found { unnoticed.append(page) }
        // Whatever is asked of it, the answer is an error or what was kept.
        do {
          let reader = try SQLiteStore(reading: path)
          defer { reader.close() }
          for number in 0..<200 {
            #expect(try reader.events(of: ConversationID("c\(number)")).count <= 1)
          }
        } catch let error as StoreError {
          #expect([.damaged, .foreign, .other].contains(error.kind), "\(error)")
          #expect(error.message.hasPrefix(path))
        }
        let offset = page * 4_096
        let original = folder + "/page"
        let file = fopen(original, "w")
        _ = fwrite(Array(whole[offset..<offset + 4_096]), 1, 4_096, file)
        if let file { fclose(file) }
        #expect(run("dd if=\(original) of=\(path) \(seek)") == 0)
      }
      #expect(unnoticed == [])
      #expect(try SQLiteStore.check(path: path) == [])
    }
  }

  @Test("a damaged payload is named with its conversation and number")
  func damagedPayload() throws {
    let store = try SQLiteStore.inMemory()
    var summary = ConversationSummary(id: ConversationID("web-7"), channel: "", startedAt: at(0))
    for number in 0..<3 { try store.commit(said("text", number, in: &summary, at: 0)) }
    for payload in ["{}", "{\"text\":1}", "{\"text\":", "", "[]"] {
      try store.database.execute("UPDATE events SET payload = '\(payload)' WHERE number = 1")
      let error = #expect(throws: StoreError.self) { try store.events(of: summary.id) }
      #expect(error?.kind == .damaged)
      #expect(error?.message.contains("event 1 of conversation web-7") == true)
      #expect(store.problems().count == 1)
    }
    try store.database.execute("UPDATE events SET kind = 99 WHERE number = 1")
    let error = #expect(throws: StoreError.self) { try store.events(of: summary.id) }
    #expect(error?.kind == .newer)
  }

  @Test("a clock that goes backwards changes no order and no row")
  func clock() throws {
    for twin in Twin.allCases {
      try twin.withStore { store in
        let id = ConversationID("c")
        var summary = ConversationSummary(id: id, channel: "", startedAt: at(1_000))
        for (number, time) in [1_000, 2_000, 500, -7, 1_500].enumerated() {
          try store.commit(said("text \(number)", number, in: &summary, at: Double(time)))
        }
        #expect(try store.events(of: id).map(\.number) == [0, 1, 2, 3, 4])
        let times = try store.events(of: id).map(\.time.secondsSinceEpoch)
        #expect(times == [1_000, 2_000, 500, -7, 1_500])
        #expect(try store.summary(of: id)?.lastAt == at(2_000))
        #expect(try store.purge(.conversations, before: at(1_900)) == 0)
        if let store = store as? SQLiteStore { #expect(store.problems() == []) }
      }
    }
  }

  @Test("another program that holds the file for a moment is waited for, and named if it stays")
  func busy() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let store = try SQLiteStore(writing: path)
      defer { store.close() }
      try store.database.execute("PRAGMA busy_timeout = 50")
      let other = try Database(path, .readWrite)
      defer { other.close() }
      try other.execute("BEGIN IMMEDIATE")
      var summary = ConversationSummary(id: ConversationID("c0"), channel: "", startedAt: at(0))
      let batch = said("hi", 0, in: &summary, at: 0)
      #expect(kind { try store.commit(batch) } == .busy)
      #expect(try store.events(of: summary.id).isEmpty)
      try other.execute("COMMIT")
      try store.commit(batch)
      try Self.expectKept(1, in: store)
    }
  }
}

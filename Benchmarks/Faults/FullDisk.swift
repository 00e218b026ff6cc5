import Foundation

/// A disk without room, under load.
enum FullDisk {
  static func prove(_ site: Site) throws {
    let disk = site.folder + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    if try shell("mount -t tmpfs -o size=2m none '\(disk)'") == 0 {
      defer { _ = try? shell("umount -l '\(disk)'") }
      report("disk: a file system of 2 MB, later of 16 MB")
      try prove(site, store: site.freshStore("disk/frontdesk.db"), shell: nil) { _ in
        try require(
          try Self.shell("mount -o remount,size=16m '\(disk)'") == 0,
          "the file system could not be made larger"
        )
      }
    } else {
      report("disk: mounting is not allowed here; a limit of the system on the size of files")
      try prove(
        site,
        store: site.freshStore("disk/frontdesk.db"),
        // Half a megabyte or a whole one: shells count in blocks of 512 or 1,024 bytes.
        shell: "ulimit -S -f 1000; exec \"$@\""
      ) { server in
        try require(
          try Self.shell("prlimit --pid \(server.pid) --fsize=unlimited:") == 0,
          "the limit could not be lifted"
        )
      }
    }
  }

  private static func prove(
    _ site: Site,
    store: String,
    shell: String?,
    makeRoom: (RunningServer) throws -> Void
  ) throws {
    var course = Course(sessions: 20, seed: 11)
    let server = try RunningServer(site, store: store, shell: shell)
    while course.refused.isEmpty {
      try course.say(40, to: server)
      try require(course.acknowledgedCount < 100_000, "the disk never became full")
    }
    let kept = course.acknowledgedCount
    // Still full: everyone is told, nobody is left without a word, and the log does not fill too.
    for _ in 0..<5 { try course.say(20, to: server) }
    let complaints = server.log.split(separator: "\n").filter { $0.contains("nothing can be kept") }
    try require(complaints.count == 1, "expected one line of log, found:\n\(server.log)")
    try require(
      complaints[0].contains("no room is left") && complaints[0].contains(store),
      "the log does not say what is the matter: \(complaints[0])"
    )
    try course.checkReplays(server)
    let refusedCount = course.refused.count
    try makeRoom(server)
    // The server looks again by itself; whoever sends again is answered.
    let end = Date(timeIntervalSinceNow: 15)
    repeat {
      try course.sayAgain(to: server)
    } while !course.refused.isEmpty && end.timeIntervalSinceNow > 0
    try require(course.refused.isEmpty, "there is room again, and it still refuses: \(server.log)")
    try course.say(60, to: server)
    try require(course.refused.isEmpty, "it refuses again: \(server.log)")
    try require(
      server.log.contains("the store works again"),
      "the log does not say that it is over: \(server.log)"
    )
    try course.checkReplays(server)
    server.kill()
    let next = try RunningServer(site, store: store)
    try course.checkReplays(next)
    let status = try next.finish { try course.receive($0) }
    try require(status == 0, "the server ended with \(status): \(next.log)")
    try site.command(["store", "check", "--store", store])
    report(
      """
      disk: \(kept) messages acknowledged before, \(refusedCount) refused and then taken by the \
      same process, \(course.acknowledgedCount) at the end; nothing acknowledged was lost
        customers were told: \(course.refusals.sorted().joined(separator: " | "))
        the log said: \(complaints[0])
      """
    )
  }

  /// Runs a line of the shell quietly; its status.
  static func shell(_ line: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line + " >/dev/null 2>&1"]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A store on a disk that is mounted for reading only.
enum ReadOnlyFile {
  static func prove(_ site: Site) throws {
    let disk = site.folder + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    guard try FullDisk.shell("mount -t tmpfs -o size=16m none '\(disk)'") == 0 else {
      report("readonly: NOT RUN, mounting is not allowed here; tests of the store stand for it")
      return
    }
    defer { _ = try? FullDisk.shell("umount -l '\(disk)'") }
    report("readonly: a file system that is mounted again for reading only")
    let store = site.freshStore("disk/frontdesk.db")
    var course = Course(sessions: 10, seed: 12)
    let first = try RunningServer(site, store: store)
    try course.say(60, to: first)
    _ = try first.finish { try course.receive($0) }
    try require(
      try FullDisk.shell("mount -o remount,ro '\(disk)'") == 0,
      "it could not be mounted for reading only"
    )
    let hello = Ledger.line("s1", id: "x", text: "hello")
    let refused = try site.run(site.serving(store), input: hello)
    try require(refused.status != 0, "it serves on a disk it cannot write to: \(refused.output)")
    try require(refused.output.isEmpty, "it replied: \(refused.output)")
    try require(
      refused.errors.contains("cannot be written") && refused.errors.contains(store),
      "the log does not say what is the matter: \(refused.errors)"
    )
    // Who only looks is not hindered.
    try site.command(["desk", "-o", "json", "--store", store, "--content", site.shop])
    try site.command(["store", "check", "--store", store])
    try require(try FullDisk.shell("mount -o remount,rw '\(disk)'") == 0, "not writable again")
    let second = try RunningServer(site, store: store)
    try course.checkReplays(second)
    try course.say(20, to: second)
    try require(course.refused.isEmpty, "it refuses: \(second.log)")
    _ = try second.finish { try course.receive($0) }
    report(
      """
      readonly: \(course.acknowledgedCount) messages are there; the log said: \
      \(refused.errors.trimmingCharacters(in: .newlines))
      """
    )
  }
}

import Foundation
import Synchronization
import Testing

@testable import LineServer

@Suite("Other threads and the loop")
struct LoopInboxTests {
  @Test(
    "What threads leave happens on the loop's thread, each thread's in its order",
    arguments: PollerKind.allCases
  )
  func threads(kind: PollerKind) throws {
    let (threads, each) = (8, 2000)
    let loop = try kind.makeLoop()
    let own = Thread.current
    var taken = [[Int]](repeating: [], count: threads)
    let sender = loop.receive((thread: Int, number: Int).self) { value in
      if Thread.current !== own { Issue.record("not on the loop's thread") }
      taken[value.thread].append(value.number)
      if taken.allSatisfy({ $0.count == each }) { loop.stop() }
    }
    let actions = Mutex(0)
    for thread in 0..<threads {
      Thread.detachNewThread { [inbox = loop.inbox] in
        for number in 0..<each {
          inbox.post { actions.withLock { $0 += 1 } }
          sender.send((thread, number))
        }
      }
    }
    // Nothing else would wake it.
    loop.run()
    #expect(taken.allSatisfy { $0 == Array(0..<each) })
    #expect(actions.withLock { $0 } == threads * each)
  }

  @Test(
    "What is left in a turn happens in the next one, in its order",
    arguments: PollerKind.allCases
  )
  func turns(kind: PollerKind) throws {
    let loop = try kind.makeLoop()
    let happened = Mutex<[String]>([])
    let inbox = loop.inbox
    let sender = loop.receive(String.self) { value in happened.withLock { $0.append(value) } }
    inbox.post {
      happened.withLock { $0.append("first") }
      inbox.post { happened.withLock { $0.append("later") } }
    }
    sender.send("second")
    loop.post { happened.withLock { $0.append("third") } }
    loop.runOnce()
    #expect(happened.withLock { $0 } == ["first", "second", "third"])
    loop.runOnce()
    #expect(happened.withLock { $0 } == ["first", "second", "third", "later"])
    loop.beforeSleep = { true }
    loop.runOnce()
    #expect(happened.withLock { $0.count } == 4)
  }

  @Test("Once the loop is gone, nothing is taken and nothing is kept")
  func closed() throws {
    final class Owned: Sendable {}
    weak var owned: Owned?
    let inbox: LoopInbox
    do {
      let loop = try EventLoop(elapsed: { .zero })
      inbox = loop.inbox
      let object = Owned()
      owned = object
      #expect(inbox.post { _ = object })
    }
    #expect(owned == nil)
    #expect(!inbox.post { Issue.record("there is no loop") })
  }
}

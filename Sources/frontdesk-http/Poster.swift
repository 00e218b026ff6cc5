import Connectors
import Dispatch
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Posts requests with URLSession, and gives exactly one reply line for each.
final class Poster: Sendable {
  private let url: URL?
  private let seconds: Double
  private let answer: @Sendable ([UInt8]) -> Void
  private let open = DispatchGroup()

  init(address: String, seconds: Double, answer: @escaping @Sendable ([UInt8]) -> Void) {
    let url = URL(string: address)
    let isHTTP = ["http", "https"].contains(url?.scheme?.lowercased()) && url?.host != nil
    self.url = isHTTP ? url : nil
    self.seconds = seconds
    self.answer = answer
  }

  /// Posts a request once.
  func post(_ exchange: HTTPExchange) {
    guard let url else {
      return answer(exchange.notSent("the URL is no URL of http or https", mayRetry: false))
    }
    var request = URLRequest(url: url, timeoutInterval: seconds)
    request.httpMethod = "POST"
    request.httpBody = Data(exchange.body)
    for (name, value) in exchange.headers { request.setValue(value, forHTTPHeaderField: name) }

    let answer = answer
    let open = open
    open.enter()
    let once = Once { line in
      answer(line)
      open.leave()
    }
    // A session, and so a connection, of its own: clients may repeat a request by themselves when a
    // kept connection turns out to be closed (RFC 9112, 9.3.1), and nobody here would know.
    let session = URLSession(
      configuration: .ephemeral,
      delegate: RedirectionRefusal(),
      delegateQueue: nil
    )
    let task = session.dataTask(with: request) { data, response, error in
      if let response = response as? HTTPURLResponse, error == nil {
        let location = response.value(forHTTPHeaderField: "Location")
        once.call(
          exchange.reply(
            status: response.statusCode,
            body: [UInt8](data ?? Data()),
            location: location
          )
        )
      } else {
        once.call(Self.reply(to: exchange, for: error))
      }
    }
    task.resume()
    session.finishTasksAndInvalidate()
    // Servers that send a byte now and then would keep URLSession waiting.
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
      once.call(exchange.unknown("no answer in time"))
      task.cancel()
    }
  }

  /// Waits for the answers to everything that was posted.
  func finish() { open.wait() }

  /// A line that is passed on at most once.
  private final class Once: Sendable {
    private let isCalled = Atomic(false)
    private let body: @Sendable ([UInt8]) -> Void

    init(_ body: @escaping @Sendable ([UInt8]) -> Void) { self.body = body }

    func call(_ line: [UInt8]) {
      if !isCalled.exchange(true, ordering: .sequentiallyConsistent) { body(line) }
    }
  }

  /// Only where it is certain that no byte of the request has left may it count as not sent.
  private static func reply(to exchange: HTTPExchange, for error: (any Error)?) -> [UInt8] {
    guard let error = error as? URLError else { return exchange.unknown("no answer") }
    switch error.code {
    case .badURL, .unsupportedURL:
      return exchange.notSent("the URL cannot be used", mayRetry: false)
    case .cannotFindHost, .dnsLookupFailed:
      return exchange.notSent("the host cannot be found", mayRetry: true)
    case .cannotConnectToHost:
      return exchange.notSent("no connection to the host", mayRetry: true)
    case .notConnectedToInternet:
      return exchange.notSent("no network", mayRetry: true)
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid:
      return exchange.notSent("no secure connection: error \(error.code.rawValue)", mayRetry: true)
    case .timedOut, .cancelled: return exchange.unknown("no answer in time")
    default: return exchange.unknown("the connection was dropped: error \(error.code.rawValue)")
    }
  }
}

/// Follows no redirection: a POST could become a GET on the way, or arrive at two places.
private final class RedirectionRefusal: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}

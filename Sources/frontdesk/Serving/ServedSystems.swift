import Connectors
import Content
import FrontdeskEngine
import LineServer

extension ShopSystems {
  /// The shop's systems as a hub reaches them.
  init(_ hub: ConnectorHub) {
    self.init(
      wakeDescriptor: hub.wakeDescriptor,
      send: { requests in for request in requests { hub.send(request) } },
      takeCompletions: { hub.takeCompletions() },
      isIdle: { hub.outstanding == 0 },
      close: { hub.close() }
    )
  }
}

extension ContentSource {
  /// The content of a folder and the tokens of a file.
  static func files(
    _ folder: ContentFolder,
    tokens path: String,
    cache: IndexCache?,
    for shop: OpenShop
  ) -> ContentSource {
    ContentSource(
      load: {
        do {
          let content = try LoadedContent(from: folder, cache: cache)
          guard content.errors.isEmpty else {
            return .refused(
              "it has \(content.errors.count) errors",
              findings: content.errors.map(\.description)
            )
          }
          return .content(content, try TokenFile.read(path))
        } catch {
          return .refused("it cannot be read", findings: ["\(error)"])
        }
      },
      use: { content in
        shop.use(content)
        return (try? shop.hub()).map { ShopSystems($0) }
      }
    )
  }
}

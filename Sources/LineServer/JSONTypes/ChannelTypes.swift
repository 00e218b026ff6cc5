import FrontdeskEngine
import Wire

/// What whoever delivers outbound messages sends.
enum ChannelTypes {
  static let all: [JSONType] = [
    JSONType("ack", .channels) { (request, exchange) throws(JSONError) in
      let expected = "the id of what was delivered, such as d17"
      guard let name = request.id, name.hasPrefix("d"), let id = Int(name.dropFirst()) else {
        throw request.wrong("id", expected)
      }
      guard exchange.engine.acknowledgeDelivery(id, at: exchange.now) else {
        throw request.refused(.notFound, "nothing with this id waits to be delivered")
      }
      exchange.connection.deliveriesOnTheirWay.remove(id)
      exchange.connection.wantsDeliveries = true
    }
  ]
}

package import Content

/// Something the shop tells of, such as a late parcel.
package struct ShopEvent: Sendable, Hashable {
  package let name: String
  package let fields: [String: SlotValue]

  package init(_ name: String, fields: [String: SlotValue] = [:]) {
    self.name = name
    self.fields = fields
  }
}

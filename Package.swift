// swift-tools-version: 6.2
import PackageDescription

/// The rules every target is compiled under.
let settings: [SwiftSetting] = [
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
  .enableUpcomingFeature("ExistentialAny"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
  .enableUpcomingFeature("InternalImportsByDefault"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// What reads and learns texts is optimised in debug builds too.
///
/// Learning the bundled shop's examples takes a minute a language otherwise, and the tests ask the
/// shop as it is: fewer examples would be another shop.
let fast: [SwiftSetting] = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// One library target: what it is called and what it may import.
///
/// A target exists only where the compiler should enforce a rule; see ARCHITECTURE.md.
func library(
  _ name: String,
  imports: [Target.Dependency] = [],
  exclude: [String] = [],
  settings: [SwiftSetting] = settings
) -> Target {
  .target(name: name, dependencies: imports, exclude: exclude, swiftSettings: settings)
}

func tests(of name: String, imports: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.byName(name: name), "TestSupport"] + imports,
    swiftSettings: settings
  )
}

// The order of this table is the order of the building: a target imports only from above.
let package = Package(
  name: "frontdesk",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "frontdesk", targets: ["frontdesk"])],
  targets: [
    library("JSON"),
    library("TextAnalysis", exclude: ["Generators"], settings: fast),
    library("Retrieval", imports: ["TextAnalysis"], settings: fast),
    library("Content", imports: ["JSON", "TextAnalysis"]),
    library("Understanding", imports: ["TextAnalysis", "Retrieval"], settings: fast),
    library("Dialogue", imports: ["TextAnalysis", "Content", "Understanding"]),
    library("Handoff", imports: ["TextAnalysis", "Content", "Understanding", "Dialogue"]),
    library(
      "FrontdeskEngine",
      imports: [
        "JSON", "TextAnalysis", "Retrieval", "Content", "Understanding", "Dialogue", "Handoff",
      ]
    ),
    library(
      "Evaluation",
      imports: [
        "JSON", "TextAnalysis", "Retrieval", "Content", "Understanding", "Dialogue", "Handoff",
        "FrontdeskEngine",
      ]
    ),
    library(
      "Connectors",
      imports: ["JSON", "TextAnalysis", "Content", "Dialogue", "FrontdeskEngine"]
    ),
    .target(
      name: "CSQLite",
      swiftSettings: settings,
      linkerSettings: [
        // The runtime library is all there needs to be: SwiftPM itself links it.
        .linkedLibrary(":libsqlite3.so.0", .when(platforms: [.linux])),
        .linkedLibrary("sqlite3", .when(platforms: [.macOS])),
      ]
    ),
    library(
      "Storage",
      imports: [
        "CSQLite", "JSON", "TextAnalysis", "Content", "Understanding", "Dialogue", "Handoff",
        "FrontdeskEngine",
      ]
    ),
    library("Wire", imports: ["JSON"]),
    // Linux only; empty elsewhere.
    .target(name: "CEpoll", swiftSettings: settings),
    library(
      "LineServer",
      imports: [
        "CEpoll", "JSON", "Wire", "TextAnalysis", "Content", "FrontdeskEngine", "Dialogue",
        "Handoff",
      ]
    ),
    library("LineEditing"),
    // A program of its own, because URLSession would slow the start of the other one.
    .executableTarget(
      name: "frontdesk-http",
      dependencies: ["Connectors"],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "frontdesk",
      dependencies: [
        "JSON", "TextAnalysis", "Retrieval", "Content", "Understanding", "Dialogue", "Handoff",
        "FrontdeskEngine", "Storage", "Connectors", "Evaluation", "Wire", "LineServer",
        "LineEditing",
        "frontdesk-http",
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "speed",
      dependencies: [
        "TextAnalysis", "Retrieval", "Content", "Understanding", "Dialogue", "Handoff",
        "FrontdeskEngine", "CSQLite", "Storage", "Wire", "CEpoll", "LineServer",
      ],
      path: "Benchmarks/Speed",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "faults",
      dependencies: [
        "JSON", "TestSupport", "TextAnalysis", "Content", "Understanding", "Dialogue", "Handoff",
        "FrontdeskEngine", "CSQLite", "Storage", "CEpoll", "LineServer",
      ],
      path: "Benchmarks/Faults",
      swiftSettings: settings
    ),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    // A program to send signals to, which would end the tests themselves.
    .executableTarget(
      name: "signal-probe",
      dependencies: ["CEpoll", "LineServer"],
      path: "Tests/SignalProbe",
      swiftSettings: settings
    ),
    tests(of: "TextAnalysis"),
    tests(of: "Retrieval", imports: ["TextAnalysis"]),
    tests(of: "Content", imports: ["TextAnalysis"]),
    tests(of: "Understanding", imports: ["TextAnalysis", "Retrieval"]),
    tests(of: "Dialogue", imports: ["TextAnalysis", "Retrieval", "Content", "Understanding"]),
    tests(of: "Handoff", imports: ["TextAnalysis", "Content", "Understanding", "Dialogue"]),
    tests(
      of: "FrontdeskEngine",
      imports: [
        "TextAnalysis", "Retrieval", "Content", "Understanding", "Dialogue", "Handoff",
      ]
    ),
    tests(
      of: "Evaluation",
      imports: [
        "JSON", "TextAnalysis", "Retrieval", "Content", "Understanding", "Dialogue", "Handoff",
        "FrontdeskEngine",
      ]
    ),
    tests(
      of: "Connectors",
      imports: [
        "JSON", "TextAnalysis", "Content", "Dialogue", "FrontdeskEngine", "frontdesk-http",
      ]
    ),
    tests(of: "JSON"),
    tests(
      of: "Storage",
      imports: [
        "CSQLite", "JSON", "TextAnalysis", "Content", "Understanding", "Dialogue", "Handoff",
        "FrontdeskEngine",
      ]
    ),
    tests(of: "LineEditing"),
    tests(
      of: "frontdesk",
      imports: [
        "TextAnalysis", "Content", "Understanding", "Dialogue", "Handoff", "FrontdeskEngine",
        "Storage", "LineEditing",
      ]
    ),
    tests(of: "Wire", imports: ["JSON"]),
    tests(
      of: "LineServer",
      imports: [
        "CEpoll", "JSON", "Wire", "FrontdeskEngine", "Dialogue", "Handoff", "signal-probe",
      ]
    ),
  ],
  swiftLanguageModes: [.v6]
)

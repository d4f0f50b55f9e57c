/// What speaks for a file, each between 0 and 1.
enum Signal: Int, CaseIterable, Sendable {
    /// Its words are those of the issue, by BM25 over code, comments, definitions and path.
    case words
    /// The issue names its path, or the module that it is.
    case named
    /// A stack trace goes through it.
    case trace
    /// It defines what the issue names.
    case defines
    /// What its name is made of stands in the issue.
    case name
    /// Earlier commits with messages like the issue changed it.
    case history
    /// It has been changed often of late.
    case recent
    /// One place in it has many of the words together.
    case passage
    /// It has words of the issue in the same sequence.
    case phrase
    /// Its test, or what it tests, speaks for it.
    case partner
    /// Files that speak for themselves import it, or are imported by it.
    case neighbour
}

/// How much each signal counts. There are few, they are round, and <doc:Ranking> says where they come from.
struct ContextWeights: Sendable, Equatable {
    var signals: [Double]
    var kinds: [Double]
    var bm25 = BM25()

    /// The parameters of BM25 over fields.
    struct BM25: Equatable {
        var saturation = 1.2
        var lengthNormalization = 0.6
        var body = 1.0
        var comment = 0.8
        var definition = 3.0
        var path = 4.0
    }

    subscript(signal: Signal) -> Double {
        get { signals[signal.rawValue] }
        set { signals[signal.rawValue] = newValue }
    }

    subscript(kind: FileKind) -> Double {
        get { kinds[Int(kind.rawValue)] }
        set { kinds[Int(kind.rawValue)] = newValue }
    }

    /// Those that are used.
    static let standard: ContextWeights = {
        var weights = ContextWeights(
            signals: Array(repeating: 0, count: Signal.allCases.count),
            kinds: Array(repeating: 0, count: FileKind.allCases.count))
        weights[.words] = 1
        weights[.named] = 0.8
        weights[.trace] = 0.6
        weights[.defines] = 0.8
        weights[.name] = 0.4
        weights[.history] = 0.3
        weights[.recent] = 0.1
        weights[.passage] = 0.3
        weights[.phrase] = 0.2
        weights[.partner] = 0.2
        weights[.neighbour] = 0.1
        weights[.source] = 1
        weights[.test] = 0.35
        weights[.example] = 0.35
        weights[.documentation] = 0.25
        weights[.configuration] = 0.35
        weights[.data] = 0.25
        weights[.generated] = 0.2
        weights[.vendored] = 0.1
        weights[.opaque] = 0.05
        return weights
    }()
}
